using System.Numerics;
using Backprop.Tensors.Kernels;
using OverLanes = Backprop.Tensors.Kernels.Elementary;

namespace Backprop.Tensors.Tests;

public class ElementaryTests
{
    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Every_lane_of_an_elementary_function_for_double_has_the_bits_of_the_scalar_one(int width) =>
        Widths.Run(width, new Trial<double>());

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Every_lane_of_an_elementary_function_for_float_has_the_bits_of_the_scalar_one(int width) =>
        Widths.Run(width, new Trial<float>());

    private sealed class Trial<T> : ITrial<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V, D>()
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            // For float the sequences are meant for arguments that are floats.
            double[] x =
            [
                .. Arguments.Special<T>().Select(double.CreateChecked), .. Arguments.Random<T>(100_000, seed: 1).Select(double.CreateChecked),
            ];
            Check<D, Exp<D>>(x, Elementary.Exp<T>);
            Check<D, Expm1<D>>(x, Elementary.Expm1<T>);
            Check<D, Log<D>>(x, Elementary.Log<T>);
            Check<D, Log1p<D>>(x, Elementary.Log1p<T>);
            Check<D, Tanh<D>>(x, Elementary.Tanh<T>);
            Check<D, Erfc<D>>(x, Elementary.Erfc<T>);
        }

        private static void Check<D, F>(double[] x, Func<double, double> scalar)
            where D : struct, ILanes<D, double>
            where F : struct, IUnary<D>
        {
            var y = new double[x.Length];
            Elementwise<D, double>.Run(default(F), x, y);
            Bits.Equal([.. x.Select(scalar)], y, i => FormattableString.Invariant($"{typeof(F).Name} of {x[i]:R} for {typeof(T).Name}"));
        }

        private readonly struct Exp<D> : IUnary<D>
            where D : struct, ILanes<D, double>
        {
            public D Of(D x) => OverLanes.Exp<D, T>(x);
        }

        private readonly struct Expm1<D> : IUnary<D>
            where D : struct, ILanes<D, double>
        {
            public D Of(D x) => OverLanes.Expm1<D, T>(x);
        }

        private readonly struct Log<D> : IUnary<D>
            where D : struct, ILanes<D, double>
        {
            public D Of(D x) => OverLanes.Log<D, T>(x);
        }

        private readonly struct Log1p<D> : IUnary<D>
            where D : struct, ILanes<D, double>
        {
            public D Of(D x) => OverLanes.Log1p<D, T>(x);
        }

        private readonly struct Tanh<D> : IUnary<D>
            where D : struct, ILanes<D, double>
        {
            public D Of(D x) => OverLanes.Tanh<D, T>(x);
        }

        private readonly struct Erfc<D> : IUnary<D>
            where D : struct, ILanes<D, double>
        {
            public D Of(D x) => OverLanes.Erfc<D, T>(x);
        }
    }
}

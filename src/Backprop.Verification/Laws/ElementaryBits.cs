using System.Numerics;
using Backprop.Tensors.Kernels;
using FsCheck;
using FsCheck.Fluent;
using OverLanes = Backprop.Tensors.Kernels.Elementary;

namespace Backprop.Verification;

internal static class ElementaryBits
{
    public static Law Law { get; } = new Law<Run>(
        "elementary-bits",
        "exp, expm1, log, log1p, tanh and erfc over lanes have the bits of the scalar functions for any numbers at every width, in place",
        "the one sequence of operations from which each activation and loss is made",
        Runs(),
        (run, machine) =>
        {
            Check<float>(run, machine);
            Check<double>(run, machine);
        });

    /// <summary>A run of arguments, which may be any numbers, drawn from a seed.</summary>
    private sealed record Run(int Length, long Seed);

    private static Arbitrary<Run> Runs()
    {
        var run =
            from length in Gen.Frequency((3, Gen.Choose(1, 70)), (1, Gen.Choose(500, 600)))
            from seed in Gen.Choose(0, 1_000_000)
            select new Run(length, seed);
        return Arb.From(run, r => ProblemGenerator.Smaller(r.Length).Select(length => r with { Length = length }));
    }

    private static void Check<T>(Run run, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // For float the sequences are meant for arguments that are floats.
        double[] x = [.. Values.Wild<T>(run.Length, run.Seed).Select(double.CreateChecked)];
        foreach (var width in machine.Widths)
        {
            Widths.Run(width, new Trial<T>(x, width));
        }
    }

    private readonly struct Trial<T>(double[] x, VectorWidth width) : ITrial<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V, D>()
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            Equal<D, Exp<D>>(Backprop.Elementary.Exp<T>);
            Equal<D, Expm1<D>>(Backprop.Elementary.Expm1<T>);
            Equal<D, Log<D>>(Backprop.Elementary.Log<T>);
            Equal<D, Log1p<D>>(Backprop.Elementary.Log1p<T>);
            Equal<D, Tanh<D>>(Backprop.Elementary.Tanh<T>);
            Equal<D, Erfc<D>>(Backprop.Elementary.Erfc<T>);
        }

        private void Equal<D, F>(Func<double, double> scalar)
            where D : struct, ILanes<D, double>
            where F : struct, IUnary<D>
        {
            var (arguments, at, y) = (x, width, (double[])x.Clone());
            Elementwise<D, double>.Run(default(F), y, y);
            Bits.Equal<double>([.. x.Select(scalar)], y, n => FormattableString.Invariant(
                $"{typeof(F).Name.Split('`')[0].ToLowerInvariant()} at {at}, element {n}, x = {arguments[n]:R} of {typeof(T).Name}"));
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

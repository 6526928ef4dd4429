using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests;

public class ActivationsTests
{
    private static readonly Activation[] s_all =
    [
        .. Activation.All.Where(f => f.Kind != ActivationKind.Softmax),
        Activation.LeakyRelu(0), Activation.LeakyRelu(0.3), Activation.Elu(0.1), Activation.Elu(3.7),
    ];

    public static TheoryData<int> All => [.. Machine.Whole.Widths.Select(width => (int)width)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_activation_and_derivative_has_the_bits_of_the_reference_on_any_value(int width)
    {
        Widths.Run((VectorWidth)width, new AnyValue<float>());
        Widths.Run((VectorWidth)width, new AnyValue<double>());
    }

    [Fact]
    public void Softmax_is_refused_as_a_function_of_one_unit()
    {
        var z = new float[4];
        Assert.Throws<ArgumentException>(() => Activations<Lanes128<float>, Lanes128<double>, float>.Forward(Activation.Softmax, z, z));
        Assert.Throws<ArgumentException>(() => Activations<Lanes128<float>, Lanes128<double>, float>.Backward(Activation.Softmax, z, z, z, z));
    }

    private sealed class AnyValue<T> : ITrial<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V, D>()
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            T[] z = [.. Arguments.Special<T>(), .. Arguments.Random<T>(30_000, seed: 2)];
            var s = Arguments.Random<T>(z.Length, seed: 3);
            foreach (var f in s_all)
            {
                var a = new T[z.Length];
                var dz = new T[z.Length];
                Activations<V, D, T>.Forward(f, z, a);
                Activations<V, D, T>.Backward(f, z, a, s, dz);
                var (expected, expectedDz) = Expected(f, z, s);
                Bits.Equal(expected, a, i => FormattableString.Invariant($"{f} of {z[i]:R}"));
                Bits.Equal(expectedDz, dz, i => FormattableString.Invariant($"derivative of {f} at {z[i]:R} times {s[i]:R}"));
            }
        }
    }

    private static (T[] A, T[] Dz) Expected<T>(Activation f, T[] z, T[] s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = [.. z.Select(x => Reference.Activations.Value(f, x))];
        T[] dz = [.. z.Select((x, i) => s[i] * Reference.Activations.Derivative(f, x, a[i]))];
        return (a, dz);
    }
}

using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>A function of one float, whose lanes are held to its scalar definition, and that to the same function in double.</summary>
/// <param name="name">Lower-case, with hyphens.</param>
/// <param name="bound">The error that is stated, in ulp.</param>
internal abstract class SweptFunction(string name, double bound)
{
    public string Name => name;

    public double Bound => bound;

    /// <summary>Looks at every float of a block.</summary>
    /// <param name="block">The floats, and room.</param>
    /// <param name="widths">Where lanes are tried.</param>
    public abstract Finding Look(FloatBlock block, ImmutableArray<VectorWidth> widths);

    /// <summary>The worst of scalar values, rounded to float, against those in double.</summary>
    protected static Finding Worst(FloatBlock block, ReadOnlySpan<float> actual, ReadOnlySpan<double> exact, Mismatch? mismatch)
    {
        var (ulps, at) = (0.0, 0);
        for (var i = 0; i < actual.Length; i++)
        {
            var error = Ulp.Of(actual[i], exact[i]);
            if (error > ulps)
            {
                (ulps, at) = (error, i);
            }
        }

        return new(ulps, BitConverter.SingleToUInt32Bits(block.X[at]), mismatch);
    }

    /// <summary>The first float for which lanes have other bits; any NaN is any NaN.</summary>
    protected static Mismatch? Difference<T>(FloatBlock block, VectorWidth width, ReadOnlySpan<T> expected, ReadOnlySpan<T> found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = MemoryMarshal.AsBytes(expected);
        var b = MemoryMarshal.AsBytes(found);
        var size = a.Length / expected.Length;
        for (var i = 0; i < expected.Length; i++)
        {
            i += a[(i * size)..].CommonPrefixLength(b[(i * size)..]) / size;
            if (i < expected.Length && !Bits.AreEqual(expected[i], found[i]))
            {
                return new(
                    BitConverter.SingleToUInt32Bits(block.X[i]),
                    FormattableString.Invariant($"{found[i]:R} at {Machine.Told(width)}, not {expected[i]:R} as by the scalar definition"));
            }
        }

        return null;
    }
}

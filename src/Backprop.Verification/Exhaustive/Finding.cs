namespace Backprop.Verification;

/// <summary>What looking at some floats has shown of a function; the same in whatever order they are looked at.</summary>
/// <param name="Ulps">The largest error, in units of the last place of a float.</param>
/// <param name="At">The bits of the float where it is; of several, the smallest.</param>
/// <param name="Mismatch">Where lanes and scalar definition first part; null where they never do.</param>
internal readonly record struct Finding(double Ulps, uint At, Mismatch? Mismatch)
{
    /// <summary>Of both.</summary>
    public static Finding Of(Finding x, Finding y)
    {
        var isWorse = y.Ulps > x.Ulps || (y.Ulps == x.Ulps && y.At < x.At);
        var mismatch = x.Mismatch is null || y.Mismatch?.At < x.Mismatch.At ? y.Mismatch : x.Mismatch;
        return new(isWorse ? y.Ulps : x.Ulps, isWorse ? y.At : x.At, mismatch);
    }

    /// <summary>A float, so that it reads back, and its bits.</summary>
    public static string Told(uint bits) =>
        FormattableString.Invariant($"{BitConverter.UInt32BitsToSingle(bits):R} (0x{bits:X8})");
}

/// <summary>A float for which lanes have other bits than the scalar definition.</summary>
/// <param name="At">Its bits.</param>
/// <param name="What">Where, what was expected and what came.</param>
internal sealed record Mismatch(uint At, string What);

using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Backprop.Tensors;

/// <summary>What tells samples from others, in a checkpoint: their numbers, and SHA-256 over the bytes of inputs, targets and weights.</summary>
internal static class Fingerprint
{
    /// <summary>Such as <c>150 samples of 4 and 3 values, sha256 9f86…</c>, and the same of a validation set.</summary>
    public static string Of<T>(Samples<T> samples, Samples<T>? validation = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var text = FormattableString.Invariant(
            $"{samples.Count} samples of {samples.InputSize} and {samples.TargetSize} values, sha256 {Of("", samples)}");
        return validation is null ? text : $"{text}, judged by {Of(validation)}";
    }

    /// <summary>The hash of samples that come after others.</summary>
    /// <param name="chain">The hash of those before; empty if there are none.</param>
    /// <param name="samples">The samples.</param>
    public static string Of<T>(string chain, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{chain} {samples.InputSize} {samples.TargetSize} {samples.IsWeighted}")));
        hash.AppendData(MemoryMarshal.AsBytes(samples.Inputs));
        hash.AppendData(MemoryMarshal.AsBytes(samples.Targets));
        hash.AppendData(MemoryMarshal.AsBytes(samples.Weights));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Numerics;
using Backprop.Tensors;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Verification;

/// <summary>The laws that can be checked on a user's own network, with random batches.</summary>
internal static class ModelLaws
{
    /// <summary>The laws on a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It has parameters that are not finite.</exception>
    public static IReadOnlyList<Law> Of<T>(Network<T> network, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var cases = Batches(network) ?? throw new InvalidDataException($"{name} cannot be verified: it has parameters that are not finite.");
        return [GradientBits.Law.On(cases), Verification.Batches.Invariance.On(cases), CentralDifferences.Law.On(cases)];
    }

    private static Arbitrary<Problem>? Batches<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[network.Parameters.Count];
        network.Parameters.CopyTo(numbers);
        double[] given = [.. numbers.Select(double.CreateChecked)];
        var problems =
            from batch in Gen.Elements(1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33)
            from seed in Gen.Choose(0, 1_000_000)
            select new Problem(network.Spec, batch, seed) { Given = given };
        return given.All(double.IsFinite)
            ? Arb.From(problems, p => ProblemGenerator.Smaller(p.Batch).Select(batch => p with { Batch = batch }))
            : null;
    }
}

using System.Collections.Immutable;
using System.Numerics;

namespace Backprop;

/// <summary>
/// What a sample counts because of its class, so that rare classes are not drowned: a sample's weight is multiplied by its
/// class's. The mean loss divides by the sum of the products, as it does with any sample weights.
/// </summary>
public static class ClassWeights
{
    /// <summary>The same samples, weighted.</summary>
    /// <param name="samples">Samples whose targets are classes: one target of 0 or 1, or several of which one is 1 and the others 0.</param>
    /// <param name="weights">One for each class, two for a single target; empty gives the samples themselves.</param>
    /// <exception cref="ArgumentException">Another number of weights, or a target that is no class.</exception>
    public static Samples<T> Apply<T>(Samples<T> samples, ImmutableArray<double> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (weights.IsEmpty)
        {
            return samples;
        }

        var classes = Classes.Count(samples.TargetSize);
        if (weights.Length != classes)
        {
            throw Validated.Impossible("Number of class weights", weights.Length, FormattableString.Invariant($"{classes}, one per class"));
        }

        var products = new double[samples.Count];
        for (var n = 0; n < products.Length; n++)
        {
            products[n] = samples.Weight(n) * weights[Classes.Of(samples, n) ?? throw Validated.Impossible(
                $"Target of sample {n}", string.Join(", ", samples.Target(n).ToArray()), "one class (0 or 1; of several targets one is 1 and the others 0) with class weights")];
        }

        return samples.WithWeights(products);
    }

    /// <summary>Weights with which every class counts the same in sum: n/(k·nᶜ) for a class of nᶜ of the n samples, k classes; 0 for a class without samples.</summary>
    /// <param name="classes">The class of each sample, from 0.</param>
    /// <param name="count">k, the number of classes.</param>
    public static ImmutableArray<double> Balanced(IReadOnlyList<int> classes, int count)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var members = new int[count];
        foreach (var each in classes)
        {
            members[each]++;
        }

        return [.. members.Select(n => n == 0 ? 0 : classes.Count / ((double)count * n))];
    }
}

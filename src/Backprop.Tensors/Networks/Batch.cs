using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Samples side by side: inputs [inputs × count], targets [outputs × count], and weights, or none.</summary>
internal readonly ref struct Batch<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> t, ReadOnlySpan<double> weights, int count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly ReadOnlySpan<T> X = x;
    public readonly ReadOnlySpan<T> Targets = t;
    public readonly ReadOnlySpan<double> Weights = weights;

    public int Count { get; } = count;

    /// <summary>Samples where they lie.</summary>
    public static Batch<T> Of(Samples<T> samples, int first, int count) => new(
        samples.Inputs.Slice(first * samples.InputSize, count * samples.InputSize),
        samples.Targets.Slice(first * samples.TargetSize, count * samples.TargetSize),
        samples.IsWeighted ? samples.Weights.Slice(first, count) : default,
        count);

    /// <summary>Chosen samples, copied into the workspace in that order.</summary>
    public static Batch<T> Of(Samples<T> samples, ReadOnlySpan<int> chosen, Workspace<T> workspace)
    {
        var x = workspace.X(chosen.Length);
        var t = workspace.Targets(chosen.Length);
        var weights = samples.IsWeighted ? workspace.SampleWeights(chosen.Length) : default;
        for (var n = 0; n < chosen.Length; n++)
        {
            samples.Input(chosen[n]).CopyTo(x[(n * samples.InputSize)..]);
            samples.Target(chosen[n]).CopyTo(t[(n * samples.TargetSize)..]);
            if (samples.IsWeighted)
            {
                weights[n] = samples.Weights[chosen[n]];
            }
        }

        return new(x, t, weights, chosen.Length);
    }

    /// <summary>The divisor D of the loss and of the output's δ: see <c>Backprop.Reference.Losses.Divisor</c>.</summary>
    /// <exception cref="ArgumentException">There is no sample, or T holds the sum of their weights as 0.</exception>
    public double Divisor(NetworkSpec spec)
    {
        double sum = Count;
        if (!Weights.IsEmpty)
        {
            sum = 0;
            foreach (var weight in Weights)
            {
                sum += weight;
            }
        }

        if (!(T.CreateChecked(sum) > T.Zero))
        {
            throw new ArgumentException("The batch weighs nothing: it has no samples, or all their weights are 0.");
        }

        return (spec.Reduction == Reduction.Sum ? 1 : sum) * (spec.Loss.IsMeanOverOutputs ? spec.Outputs : 1);
    }
}

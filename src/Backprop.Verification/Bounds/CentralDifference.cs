using Backprop.Reference;
using static System.Math;

namespace Backprop.Verification;

/// <summary>
/// The gradient along a direction u, from losses alone: D(h) = (E(w + h·u) − E(w − h·u))/2h, with a bound on its error.
/// D(h) is off by h²·E‴/6, and D(2h) by four times that, so |D(2h) − D(h)| is three times the truncation error; each E is
/// off by its rounding bound, which 1/h magnifies.
/// </summary>
internal sealed class CentralDifference(Problem problem, TrainingSettings settings, bool isWeighted)
{
    private const double H = 1e-4;
    private readonly Samples<double> _samples = problem.MakeSamples<double>(isWeighted);
    private readonly Dropout _dropout = new(settings.Dropout, problem.Seed, 0);

    /// <summary>A network with the gradient of loss and penalties in it.</summary>
    public Network<double> MakeNetwork()
    {
        var network = problem.MakeNetwork<double>();
        network.ComputeGradient(_samples, _dropout);
        Penalties.Apply(network, settings);
        return network;
    }

    /// <summary>A direction per parameter, in ±1.</summary>
    public double[][] RandomDirection()
    {
        var stream = RandomStream.FromKey(-1 - problem.Seed);
        var at = 0L;
        return [.. problem.MakeNetwork<double>().Parameters.Select(p => p.Value.Cast<double>().Select(_ => (2 * stream.Uniform(at++)) - 1).ToArray())];
    }

    /// <summary>The derivative along u and its error; null where a kink lies within 2h of the network.</summary>
    public (double Value, double Error)? Along(double[][] u)
    {
        var at = new[] { -2 * H, -H, 0, H, 2 * H }.Select(step => Evaluate(u, step)).ToArray();
        if (at.Any(each => !each.Sides.SequenceEqual(at[2].Sides)))
        {
            return null;
        }

        var (coarse, fine) = ((at[4].Loss - at[0].Loss) / (4 * H), (at[3].Loss - at[1].Loss) / (2 * H));
        return (fine, Abs(coarse - fine) + (at.Max(each => each.Bound) / H));
    }

    /// <summary>E at w + step·u with its rounding bound, and on which side of each kink it is.</summary>
    private (double Loss, double Bound, int[] Sides) Evaluate(double[][] u, double step)
    {
        var network = problem.MakeNetwork<double>();
        foreach (var (w, direction) in network.Parameters.Select(p => p.Value).Zip(u))
        {
            Columns.Overwrite(w, (o, i) => FusedMultiplyAdd(step, direction[(o * w.GetLength(1)) + i], w[o, i]));
        }

        var loss = network.ComputeGradient(_samples, _dropout);
        var bound = ErrorBound.Of(network, _samples, DropoutMask.Scale(settings.Dropout)).Loss;
        var weights = network.Parameters.Where(p => p.IsWeight).SelectMany(p => p.Value.Cast<double>()).ToArray();
        var penalty = (settings.L1 * weights.Sum(Abs)) + (0.5 * settings.L2 * weights.Sum(w => w * w));
        return (loss + penalty, bound + ((weights.Length + 4) * ScaleB(1, -52) * (penalty + loss)), [.. Sides(network, weights)]);
    }

    private IEnumerable<int> Sides(Network<double> network, double[] weights)
    {
        var bent = network.Layers.Where(layer => Curvature.HasKink(layer.Spec.Activation)).SelectMany(layer => layer.Z.Cast<double>().Select(Sign));
        var signs = settings.L1 > 0 ? weights.Select(Sign) : [];
        var (output, loss) = (Columns.Flat(network.Layers[^1].A), problem.Spec.Loss);
        var errors = output.Zip(_samples.Targets.ToArray(), (a, t) => a - t);
        var bends = loss.Kind switch
        {
            LossKind.MeanAbsoluteError => errors.Select(Sign),
            LossKind.Huber => errors.Select(d => Abs(d) <= loss.Threshold ? 0 : Sign(d)),
            _ => [],
        };
        return [.. bent, .. signs, .. bends];
    }
}

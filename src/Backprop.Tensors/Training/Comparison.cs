namespace Backprop.Tensors;

/// <summary>A gradient beside central differences: see <see cref="GradientCheck"/>.</summary>
internal sealed class Comparison
{
    // 2⁻⁵², and how much of it a sum of a few nested roundings may be off.
    private const double Rounding = 64.0 / (1L << 52);

    // Differences that have not converged to three digits, or to 100·h² where they are small, straddle something.
    private const double Converged = 1e-3;
    private const double Curved = 100;

    private readonly CheckedLoss _loss;
    private readonly GradientCheckSettings _settings;
    private readonly double[] _w;
    private readonly double[] _g;

    public Comparison(CheckedLoss loss, GradientCheckSettings settings)
    {
        (_loss, _settings) = (loss, settings);
        (_w, _g) = (new double[loss.Network.Parameters.Count], new double[loss.Network.Parameters.Count]);
        loss.Network.Parameters.CopyTo(_w);
    }

    public GradientCheckReport Run()
    {
        var gradient = new ParameterSet<double>(_loss.Network.Spec);
        var again = new double[_g.Length];
        var loss = _loss.Gradient(gradient);
        gradient.CopyTo(_g);
        _loss.Gradient(gradient);
        gradient.CopyTo(again);
        var directions = Enumerable.Range(0, _settings.Directions)
            .Select(number => Along(RandomDirection(number), $"direction {number}")).ToList();
        var stream = RandomStream.For(_settings.Seed, StreamPurpose.Weights, -1);
        var drawn = _w.Length <= _settings.Parameters
            ? Enumerable.Range(0, _w.Length)
            : Enumerable.Range(0, _settings.Parameters).Select(n => stream.Below(_w.Length, n)).Distinct().Order();
        var parameters = drawn.Select(i => Along([(i, 1)], Name(i))).ToList();
        return new(loss, Math.Sqrt(_g.Sum(g => g * g)), [.. directions.OfType<GradientComparison>()], [.. parameters.OfType<GradientComparison>()])
        {
            Skipped = directions.Concat(parameters).Count(each => each is null),
            IsRepeatable = _g.AsSpan().SequenceEqual(again),
        };
    }

    /// <summary>±1/√n for each of the n parameters: of length 1, so that h is as far along it as along one of them.</summary>
    private List<(int Place, double Part)> RandomDirection(int number)
    {
        var stream = RandomStream.For(_settings.Seed, StreamPurpose.Weights, -2, number);
        var part = 1 / Math.Sqrt(_w.Length);
        return [.. Enumerable.Range(0, _w.Length).Select(i => (i, stream.Below(2, i) == 0 ? -part : part))];
    }

    /// <summary>The derivative along u both ways; null where a kink is near.</summary>
    private GradientComparison? Along(List<(int Place, double Part)> u, string where)
    {
        var h = _settings.Step;
        var middle = At(u, 0);
        var (below2, below, above, above2) = (At(u, -2 * h), At(u, -h), At(u, h), At(u, 2 * h));
        var (coarse, fine) = ((above2.Loss - below2.Loss) / (4 * h), (above.Loss - below.Loss) / (2 * h));
        var rounding = Rounding * _loss.MostTerms * (1 + Math.Abs(middle.Loss)) / h;
        var isBent = new[] { below2, below, above, above2 }.Any(each => !each.Sides.AsSpan().SequenceEqual(middle.Sides));

        // E(h) − 2·E(0) + E(−h) grows with h² where E is smooth, and with h where it is bent at 0.
        var turn = (((above2.Loss - middle.Loss) + (below2.Loss - middle.Loss)) / (2 * h)) - (((above.Loss - middle.Loss) + (below.Loss - middle.Loss)) * 2 / h);
        return isBent || Math.Max(Math.Abs(coarse - fine), Math.Abs(turn)) > (Converged * Math.Abs(fine)) + rounding + (Curved * h * h)
            ? null
            : new(where, u.Sum(each => each.Part * _g[each.Place]), fine, _settings.Tolerance * (1 + Math.Abs(fine)) ?? Math.Abs(coarse - fine) + rounding);
    }

    private (double Loss, bool[] Sides) At(List<(int Place, double Part)> u, double step)
    {
        var moved = (double[])_w.Clone();
        foreach (var (place, part) in u)
        {
            moved[place] = Math.FusedMultiplyAdd(step, part, moved[place]);
        }

        _loss.Network.Parameters.CopyFrom(moved);
        var result = _loss.Evaluate();
        _loss.Network.Parameters.CopyFrom(_w);
        return result;
    }

    /// <summary>What a place in the run of all parameters is.</summary>
    private string Name(int place)
    {
        var spec = _loss.Network.Spec;
        for (var l = 0; ; l++)
        {
            var (rows, weights) = (spec.Layers[l].Units, spec.Layers[l].Units * spec.InputsOf(l));
            if (place < weights)
            {
                return $"layer {l}, weight [{place % rows}, {place / rows}]";
            }

            place -= weights;
            if (spec.Layers[l].HasBias && place < rows)
            {
                return $"layer {l}, bias [{place}]";
            }

            place -= spec.Layers[l].HasBias ? rows : 0;
        }
    }
}

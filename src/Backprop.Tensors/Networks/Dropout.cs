using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Which hidden units a training step silences: a probability, and the step that steers the random streams.</summary>
internal readonly record struct Dropout(double Probability, long Seed, long Step)
{
    /// <summary>Whether anything is silenced.</summary>
    public bool IsOn => Probability > 0;

    /// <summary>A silenced unit becomes 0, the others are multiplied by 1/(1 − p): forward on a, backward on s = dE/da.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="units">Its units.</param>
    /// <param name="values">a or s [units × batch].</param>
    /// <param name="masked">[units × batch], overwritten; may be <paramref name="values"/> itself.</param>
    public void Apply<T>(int layer, int units, ReadOnlySpan<T> values, Span<T> masked)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = DropoutMask.StreamOf(Seed, Step, layer);
        var scale = T.CreateChecked(DropoutMask.Scale(Probability));
        for (var n = 0; n * units < values.Length; n++)
        {
            for (var o = 0; o < units; o++)
            {
                var place = (n * units) + o;
                masked[place] = DropoutMask.Keeps(stream, Probability, n, units, o) ? values[place] * scale : T.Zero;
            }
        }
    }
}

using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>Which hidden units a training step silences: a probability, and the step that steers the random streams.</summary>
/// <param name="Probability">p, the probability that a hidden unit is silenced; 0 silences none.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Step">The step in the run, from 0.</param>
public readonly record struct Dropout(double Probability, long Seed, long Step)
{
    /// <summary>A silenced unit becomes 0, the others are multiplied by 1/(1 − p): forward on a, backward on s = dE/da.</summary>
    /// <param name="values">a or s of a hidden layer [units × batch].</param>
    /// <param name="layer">The layer, from 0.</param>
    public T[,] Apply<T>(T[,] values, int layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Probability == 0)
        {
            return values;
        }

        var stream = DropoutMask.StreamOf(Seed, Step, layer);
        var scale = Rounded<T>(DropoutMask.Scale(Probability));
        var (units, batch) = (values.GetLength(0), values.GetLength(1));
        var masked = new T[units, batch];
        for (var o = 0; o < units; o++)
        {
            for (var n = 0; n < batch; n++)
            {
                masked[o, n] = DropoutMask.Keeps(stream, Probability, n, units, o) ? values[o, n] * scale : T.Zero;
            }
        }

        return masked;
    }
}

using System.Numerics;

namespace Backprop;

/// <summary>How far numbers a are from targets t; over n values, K of them per sample.</summary>
/// <param name="Rmse">√(Σ(a − t)²/n), in the units of the targets.</param>
/// <param name="Mae">Σ|a − t|/n, in the units of the targets.</param>
/// <param name="R2">
/// 1 − Σ(a − t)²/Σ(t − t̄)² with t̄ the mean of each of the K targets, averaged over the K: 1 is perfect, 0 no better than the
/// mean, negative worse. Of a target that is constant: 1 if it is met exactly, else 0.
/// </param>
public readonly record struct RegressionErrors(double Rmse, double Mae, double R2)
{
    /// <summary>Measures outputs against targets; all NaN of no samples.</summary>
    /// <param name="outputs">Outputs, one sample after the other.</param>
    /// <param name="targets">Targets, likewise.</param>
    /// <param name="size">K, values of one sample.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the size.</exception>
    public static RegressionErrors Of<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Paired.Require(outputs.Length, targets.Length, size);
        var (squares, distances, r2, count) = (0.0, 0.0, 0.0, outputs.Length);
        for (var o = 0; o < size; o++)
        {
            var (errors, sum, spread) = (0.0, 0.0, 0.0);
            for (var i = o; i < count; i += size)
            {
                var d = double.CreateChecked(outputs[i]) - double.CreateChecked(targets[i]);
                errors = Math.FusedMultiplyAdd(d, d, errors);
                distances += Math.Abs(d);
                sum += double.CreateChecked(targets[i]);
            }

            var mean = sum / (count / size);
            for (var i = o; i < count; i += size)
            {
                var d = double.CreateChecked(targets[i]) - mean;
                spread = Math.FusedMultiplyAdd(d, d, spread);
            }

            squares += errors;
            r2 += spread > 0 ? 1 - (errors / spread) : errors == 0 ? 1 : 0;
        }

        return count == 0 ? new(double.NaN, double.NaN, double.NaN) : new(Math.Sqrt(squares / count), distances / count, r2 / size);
    }
}

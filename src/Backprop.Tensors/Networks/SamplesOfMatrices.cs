using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors;

/// <summary>Samples from MathNet matrices: <c>Samples&lt;double&gt;.FromColumns(inputs, targets)</c>.</summary>
public static class SamplesOfMatrices
{
    extension<T>(Samples<T>)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Takes samples from the columns of matrices. Dense matrices are not copied: they must not change while the samples are in use.</summary>
        /// <param name="inputs">[inputs × samples].</param>
        /// <param name="targets">[targets × samples].</param>
        /// <param name="weights">One weight for each sample, 0 or above; none if each counts the same.</param>
        /// <exception cref="ArgumentException">The matrices differ in columns; the message names both shapes.</exception>
        public static Samples<T> FromColumns(Matrix<T> inputs, Matrix<T> targets, double[]? weights = null)
        {
            ArgumentNullException.ThrowIfNull(inputs);
            ArgumentNullException.ThrowIfNull(targets);
            return inputs.ColumnCount == targets.ColumnCount
                ? new(inputs.RowCount, Values(inputs), targets.RowCount, Values(targets), weights)
                : throw new ArgumentException(
                    $"Inputs [{inputs.RowCount} × {inputs.ColumnCount}] and targets [{targets.RowCount} × {targets.ColumnCount}] differ in samples (one sample per column).");
        }
    }

    private static T[] Values<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        matrix.AsColumnMajorArray() ?? matrix.ToColumnMajorArray();
}

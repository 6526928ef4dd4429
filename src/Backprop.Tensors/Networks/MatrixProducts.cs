using System.Numerics;
using Backprop.Tensors.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors;

/// <summary>
/// Our matrix products for any MathNet matrices of float or double. Each element is one sum of fused multiply-adds with ascending
/// index, c ← fma(a, b, c) from +0: the same bits at every vector width and on any number of threads. Dense matrices are read and
/// written where they lie; others are copied. The result may be one of the operands, but not diagonal.
/// </summary>
public static class MatrixProducts
{
    /// <summary>result = a·b.</summary>
    /// <param name="a">[m × k].</param>
    /// <param name="b">[k × n].</param>
    /// <param name="result">[m × n], overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the result cannot hold any element; nothing has been changed.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static void Multiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(a, b, result, transposeA: false, transposeB: false);

    /// <summary>result = aᵀ·b.</summary>
    /// <param name="a">[k × m].</param>
    /// <param name="b">[k × n].</param>
    /// <param name="result">[m × n], overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the result cannot hold any element; nothing has been changed.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static void TransposeThisAndMultiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(a, b, result, transposeA: true, transposeB: false);

    /// <summary>result = a·bᵀ.</summary>
    /// <param name="a">[m × k].</param>
    /// <param name="b">[n × k].</param>
    /// <param name="result">[m × n], overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the result cannot hold any element; nothing has been changed.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static void TransposeAndMultiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(a, b, result, transposeA: false, transposeB: true);

    private static void Run<T>(Matrix<T> a, Matrix<T> b, Matrix<T> result, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ElementType.Require<T>();
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(result);
        var left = Read(a, transposeA);
        var right = Read(b, transposeB);
        if (left.Columns != right.Rows || result.RowCount != left.Rows || result.ColumnCount != right.Columns)
        {
            throw new ArgumentException(
                $"[{left.Rows} × {left.Columns}] times [{right.Rows} × {right.Columns}] does not fit a result of [{result.RowCount} × {result.ColumnCount}].");
        }

        if (!result.Storage.IsFullyMutable)
        {
            throw new ArgumentException($"The result is a {result.GetType().Name}, which does not hold all elements; allowed is a dense or a sparse one.");
        }

        var place = result.AsColumnMajorArray();
        var isOperand = place is not null && (left.Values == place || right.Values == place);
        var c = place is null || isOperand ? new T[left.Rows * right.Columns] : place;
        Kernels<T>.Widest.Product(left, right, Destination<T>.Overwrite(c, left.Rows), Environment.ProcessorCount);
        if (isOperand)
        {
            c.CopyTo(place!, 0);
        }
        else if (place is null)
        {
            result.SetSubMatrix(0, 0, Matrix<T>.Build.Dense(left.Rows, right.Columns, c));
        }
    }

    private static Operand<T> Read<T>(Matrix<T> matrix, bool transpose)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = matrix.AsColumnMajorArray() ?? matrix.ToColumnMajorArray();
        var operand = new Operand<T>(values, matrix.RowCount, matrix.ColumnCount, 1, matrix.RowCount);
        return transpose ? operand.Transpose : operand;
    }
}

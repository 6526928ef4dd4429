using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors.Tests;

/// <summary>The public products against MathNet's own, within the bound of a dot product.</summary>
public class MatrixProductsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 2)]
    [InlineData(17, 33, 6)]
    [InlineData(70, 300, 41)]
    public void Products_agree_with_MathNet_within_the_derived_bound(int m, int k, int n)
    {
        Check<float>(m, k, n, 1.0 / (1 << 24));
        Check<double>(m, k, n, 1.0 / (1L << 53));
    }

    [Fact]
    public void The_result_may_be_an_operand()
    {
        var a = Random<double>(9, 9, 1);
        var b = Random<double>(9, 9, 2);
        var expected = Matrix<double>.Build.Dense(9, 9);
        MatrixProducts.Multiply(a, b, expected);
        var (left, right) = (a.Clone(), b.Clone());
        MatrixProducts.Multiply(left, b, left);
        MatrixProducts.Multiply(a, right, right);
        Assert.Equal(expected, left);
        Assert.Equal(expected, right);
    }

    [Theory]
    [InlineData(0, 3, 2)]
    [InlineData(3, 3, 0)]
    [InlineData(3, 0, 2)]
    [InlineData(3, 0, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 0, 0)]
    public void Empty_matrices_have_products_too(int m, int k, int n)
    {
        var result = Matrix<double>.Build.Dense(m, n, 7);
        MatrixProducts.Multiply(Matrix<double>.Build.Dense(m, k), Matrix<double>.Build.Dense(k, n), result);
        Assert.Equal(Matrix<double>.Build.Dense(m, n), result);
        MatrixProducts.TransposeThisAndMultiply(Matrix<double>.Build.Dense(k, m), Matrix<double>.Build.Dense(k, n), result);
        MatrixProducts.TransposeAndMultiply(Matrix<double>.Build.Dense(m, k), Matrix<double>.Build.Dense(n, k), result);
        Assert.Equal(Matrix<double>.Build.Dense(m, n), result);
    }

    [Fact]
    public void Matrices_that_are_not_dense_are_read_and_written_too()
    {
        var a = Random<double>(4, 6, 1);
        var b = Random<double>(6, 3, 2);
        var expected = Matrix<double>.Build.Dense(4, 3);
        MatrixProducts.Multiply(a, b, expected);
        var result = Matrix<double>.Build.Sparse(4, 3);
        MatrixProducts.Multiply(Matrix<double>.Build.SparseOfMatrix(a), b, result);
        Assert.Equal(expected, Matrix<double>.Build.DenseOfMatrix(result));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_both_named_and_nothing_changed()
    {
        var result = Random<double>(2, 2, 3);
        var before = result.Clone();
        var error = Assert.Throws<ArgumentException>(() => MatrixProducts.Multiply(Random<double>(2, 3, 1), Random<double>(4, 2, 2), result));
        Assert.Contains("[2 × 3] times [4 × 2]", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, result);
        Assert.Throws<ArgumentException>(() => MatrixProducts.TransposeAndMultiply(Random<double>(2, 3, 1), Random<double>(3, 2, 2), result));
    }

    [Fact]
    public void A_result_that_cannot_hold_each_element_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => MatrixProducts.Multiply(Random<double>(2, 2, 1), Random<double>(2, 2, 2), Matrix<double>.Build.DiagonalIdentity(2)));
        Assert.Contains("DiagonalMatrix", error.Message, StringComparison.Ordinal);
    }

    private static Matrix<T> Random<T>(int rows, int columns, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Matrix<T>.Build.Dense(rows, columns, Values.Of<T>(rows * columns, seed));

    private static void Check<T>(int m, int k, int n, double unit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b) = (Random<T>(m, k, 1), Random<T>(k, n, 2));
        var c = Matrix<T>.Build.Dense(m, n);
        MatrixProducts.Multiply(a, b, c);
        Within(a * b, c);
        MatrixProducts.TransposeThisAndMultiply(a.Transpose(), b, c);
        Within(a * b, c);
        MatrixProducts.TransposeAndMultiply(a, b.Transpose(), c);
        Within(a * b, c);

        // Both are within γ_k·Σ|a||b| of the exact sum, γ_k = k·u/(1 − k·u), so within twice that of each other.
        void Within(Matrix<T> expected, Matrix<T> actual)
        {
            var bound = 2 * k * unit / (1 - (k * unit));
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var size = Enumerable.Range(0, k).Sum(q => Math.Abs(double.CreateChecked(a[i, q]) * double.CreateChecked(b[q, j])));
                    Assert.InRange(Math.Abs(double.CreateChecked(expected[i, j]) - double.CreateChecked(actual[i, j])), 0, bound * size);
                }
            }
        }
    }
}

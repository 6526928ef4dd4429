using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors.Tests;

public class SamplesOfMatricesTests
{
    [Fact]
    public void A_sample_is_a_column()
    {
        var samples = Samples<double>.FromColumns(Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }), Matrix<double>.Build.Dense(1, 3, [7, 8, 9]));
        Assert.Equal(3, samples.Count);
        Assert.Equal([2, 5], samples.Input(1).ToArray());
        Assert.Equal([8], samples.Target(1).ToArray());
    }

    [Fact]
    public void Matrices_of_other_numbers_of_columns_are_refused_with_both_shapes()
    {
        var error = Assert.Throws<ArgumentException>(() => Samples<double>.FromColumns(Matrix<double>.Build.Dense(2, 3), Matrix<double>.Build.Dense(1, 4)));
        Assert.Equal("Inputs [2 × 3] and targets [1 × 4] differ in samples (one sample per column).", error.Message);
    }
}

using Backprop.Reference;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests;

/// <summary>The MathNet backend's three products against the reference, within the bound of a dot product.</summary>
public class MathNetBackendTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 9, 4)]
    [InlineData(64, 100, 33)]
    public void Products_agree_with_the_reference_within_the_derived_bound(int outputs, int inputs, int batch)
    {
        var w = Values.Of<float>(outputs * inputs, 1);
        var b = Values.Of<float>(outputs, 2);
        var x = Values.Of<float>(inputs * batch, 3);
        var dz = Values.Of<float>(outputs * batch, 4);
        var (z, dw, s) = (new float[outputs * batch], new float[outputs * inputs], new float[inputs * batch]);
        var mathNet = new MathNetProducts<float>();
        mathNet.Forward(Operand<float>.Of(w, outputs), b, Operand<float>.Of(x, inputs), z);
        mathNet.WeightGradient(Operand<float>.Of(dz, outputs), Operand<float>.Of(x, inputs), dw);
        mathNet.InputGradient(Operand<float>.Of(w, outputs), Operand<float>.Of(dz, outputs), s);

        Within(inputs + 1, z, (rw, rx, _, r) => Products.Forward(rw, Absolute(b, outputs, 1, rw), rx, r), outputs, batch);
        Within(batch, dw, (_, rx, rdz, r) => Products.WeightGradient(rdz, rx, r), outputs, inputs);
        Within(outputs, s, (rw, _, rdz, r) => Products.InputGradient(rw, rdz, r), inputs, batch);

        // Both sides are within γ_k·Σ|a||b| of the exact sum, γ_k = k·u/(1 − k·u): Σ|a||b| is the product of absolute values.
        void Within(int k, float[] actual, Action<double[,], double[,], double[,], double[,]> product, int rows, int columns)
        {
            var (exact, size) = (new double[rows, columns], new double[rows, columns]);
            product(Wide(w, outputs, inputs), Wide(x, inputs, batch), Wide(dz, outputs, batch), exact);
            product(Abs(Wide(w, outputs, inputs)), Abs(Wide(x, inputs, batch)), Abs(Wide(dz, outputs, batch)), size);
            const double Unit = 1.0 / (1 << 24);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    Assert.InRange(Math.Abs(actual[(c * rows) + r] - exact[r, c]), 0, k * Unit / (1 - (k * Unit)) * (size[r, c] + 1e-30));
                }
            }
        }
    }

    [Fact]
    public void A_network_trains_on_it()
    {
        var xor = Samples<double>.FromRows([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        var network = new Network<double>(new NetworkSpec(2, [new(4, Activation.Tanh), new(1)]), 1) { Backend = Backend.MathNet };
        var result = Training.Train(network, xor, new TrainingSettings { Epochs = 2000, StopBelow = 1e-4, Optimizer = new Adam { LearningRate = 0.05 } });
        Assert.Equal(StopReason.StopBelow, result.Stopped);
    }

    private static double[,] Wide(float[] values, int rows, int columns) =>
        Values.Matrix<double>([.. values.Select(v => (double)v)], rows, columns);

    private static double[,] Abs(double[,] m)
    {
        var result = (double[,])m.Clone();
        for (var r = 0; r < m.GetLength(0); r++)
        {
            for (var c = 0; c < m.GetLength(1); c++)
            {
                result[r, c] = Math.Abs(m[r, c]);
            }
        }

        return result;
    }

    /// <summary>The bias, as absolute values where the weights are.</summary>
    private static double[,] Absolute(float[] b, int rows, int columns, double[,] weights)
    {
        var bias = Wide(b, rows, columns);
        return weights.Cast<double>().All(value => value >= 0) ? Abs(bias) : bias;
    }
}

namespace Backprop.Reference.Tests;

/// <summary>
/// The order and the rounding of sums, each on numbers where any other order or rounding shows. ½ε = 2⁻⁵³ is lost when it is
/// added to 1, two of them added first are not; (1 + 2⁻³⁰)·(1 − 2⁻³⁰) is 1 when it is rounded before an addition.
/// </summary>
public class NumericContractTests
{
    private static readonly double HalfEpsilon = Math.ScaleB(1, -53);
    private static readonly double Above = 1 + Math.ScaleB(1, -30);
    private static readonly double Below = 1 - Math.ScaleB(1, -30);
    private static readonly double Fused = -Math.ScaleB(1, -60);

    [Fact]
    public void The_forward_product_starts_at_the_bias_and_adds_inputs_ascending_fused()
    {
        Assert.Equal(1, Forward([[1, 1]], 1, HalfEpsilon, HalfEpsilon));
        Assert.Equal(1, Forward([[1, 1, 1]], null, 1, HalfEpsilon, HalfEpsilon));
        Assert.Equal(Fused, Forward([[Above]], -1, Below));

        static double Forward(double[][] w, double? b, params double[] x)
        {
            var z = new double[1, 1];
            Products.Forward(Matrix(w), b is { } bias ? new[,] { { bias } } : null, Matrix([.. x.Select(v => new[] { v })]), z);
            return z[0, 0];
        }
    }

    [Fact]
    public void The_input_gradient_adds_units_ascending_fused()
    {
        Assert.Equal(1, InputGradient([1, 1, 1], 1, HalfEpsilon, HalfEpsilon));
        Assert.Equal(Fused, InputGradient([1, Above], -1, Below));

        static double InputGradient(double[] w, params double[] dz)
        {
            var s = new double[1, 1];
            Products.InputGradient(Matrix([.. w.Select(v => new[] { v })]), Matrix([.. dz.Select(v => new[] { v })]), s);
            return s[0, 0];
        }
    }

    [Fact]
    public void The_parameter_gradients_add_samples_ascending_and_that_of_a_weight_fused()
    {
        Assert.Equal((1, 1), Gradients([1, 1, 1], [1, HalfEpsilon, HalfEpsilon]));
        Assert.Equal(Fused, Gradients([1, Above], [-1, Below]).W);

        static (double W, double B) Gradients(double[] x, double[] dz)
        {
            var (dw, db) = (new double[1, 1], new double[1, 1]);
            Products.WeightGradient(Matrix([dz]), Matrix([x]), dw);
            Products.BiasGradient(Matrix([dz]), db);
            return (dw[0, 0], db[0, 0]);
        }
    }

    [Fact]
    public void The_loss_adds_samples_ascending_in_double_and_divides_once()
    {
        var network = new Network<double>(new(1, [new(1, hasBias: false)], Loss.MeanAbsoluteError), initializer: Initializer.Constant(1));
        Assert.Equal(1.0 / 3, network.ComputeLoss(Samples<double>.FromRows([[1], [HalfEpsilon], [HalfEpsilon]], [[0], [0], [0]])));
    }

    [Fact]
    public void The_delta_is_divided_not_multiplied_by_a_reciprocal()
    {
        var network = new Network<double>(new(1, [new(1)]), initializer: Initializer.Constant(1));
        network.ComputeGradient(Samples<double>.FromRows([[5], [5], [5]], [[0], [0], [0]]));
        Assert.NotEqual(5 * (1.0 / 3), 5.0 / 3);
        Assert.Equal(5.0 / 3, network.Layers[0].DZ[0, 0]);
    }

    [Fact]
    public void A_weighted_delta_is_weighted_before_it_is_divided()
    {
        var network = new Network<float>(new(1, [new(1)]), initializer: Initializer.Constant(1));
        network.ComputeGradient(Samples<float>.FromRows([[0.1f], [1]], [[0], [0]], [0.7, 0.2]));
        Assert.Equal(0.1f * 0.7f / (float)(0.7 + 0.2), network.Layers[0].DZ[0, 0]);
    }

    [Fact]
    public void The_norm_adds_each_row_and_then_the_rows()
    {
        // Squares 1, 0, … | 16 times ¼ε: the second row is 4ε before it meets the first; one long sum would lose each of them.
        var network = new Network<double>(new(16, [new(2, hasBias: false)]));
        Columns.Overwrite(network.Layers[0].DW, (o, i) => o == 1 ? Math.ScaleB(1, -27) : i == 0 ? 1 : 0);
        Assert.Equal(Math.Sqrt(1 + Math.ScaleB(1, -50)), Penalties.Norm(network));
        Assert.NotEqual(1, Penalties.Norm(network));
    }

    [Fact]
    public void Steps_of_optimizers_are_fused()
    {
        // A gradient of 1 − 2⁻³⁰, a rate of 1 + 2⁻³⁰ and w = 1: 2⁻⁶⁰ has to be left.
        var (v, w) = (0.0, 1.0);
        Optimizers.Sgd(Above, Below, ref w);
        Assert.Equal(-Fused, w);
        (v, w) = (0, 1);
        Optimizers.Momentum(Above, 0.5, Below, ref v, ref w);
        Assert.Equal(-Fused, w);
        (v, w) = (0, 1);
        Optimizers.Nesterov(Above, 0, Below, ref v, ref w);
        Assert.Equal(-Fused, w);
        (v, w) = (Above, 1);
        Optimizers.Momentum(1, Below, -1, ref v, ref w);
        Assert.Equal(Fused, v);
    }

    private static double[,] Matrix(double[][] rows)
    {
        var matrix = new double[rows.Length, rows[0].Length];
        Columns.Overwrite(matrix, (o, i) => rows[o][i]);
        return matrix;
    }
}

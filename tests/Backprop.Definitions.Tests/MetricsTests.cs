namespace Backprop.Definitions.Tests;

public class MetricsTests
{
    // Two classes in six samples, of which class 0 is 1, 2, 3 and class 1 is 4, 5, 6: TP 2, FN 1, FP 1 for class 0.
    private static readonly double[] s_targets = [0, 0, 0, 1, 1, 1];
    private static readonly double[] s_outputs = [0.1, 0.49, 0.5, 0.4, 0.9, 1];

    [Fact]
    public void Classes_are_counted_target_by_output()
    {
        var matrix = ConfusionMatrix.Of<double>(s_outputs, s_targets, 1);
        Assert.Equal((2, 1, 1, 2), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        Assert.Equal((6, 2), (matrix.Samples, matrix.Count));
        Assert.Equal(4.0 / 6, matrix.Accuracy);
        Assert.Equal((2.0 / 3, 2.0 / 3, 2.0 / 3), (matrix.Precision(0), matrix.Recall(1), matrix.F1(0)));
    }

    [Fact]
    public void Precision_is_of_what_was_taken_for_a_class_and_recall_of_what_is_one()
    {
        // One-hot: targets 0 0 0 1, all taken for 0; nothing is, or is taken for, class 2.
        float[] targets = [1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0], outputs = [3, 1, 1, 2, 1, 0, 5, 5, 4, 0.5f, 0.4f, 0.1f];
        var matrix = ConfusionMatrix.Of<float>(outputs, targets, 3);
        Assert.Equal((0.75, 1, 6.0 / 7), (matrix.Precision(0), matrix.Recall(0), matrix.F1(0)));
        Assert.Equal((0, 0, 0), (matrix.Precision(1), matrix.Recall(1), matrix.F1(1)));
        Assert.Equal((0, 0, 0), (matrix.Precision(2), matrix.Recall(2), matrix.F1(2)));
        Assert.Equal((0.25, 1.0 / 3, 2.0 / 7), (matrix.MacroPrecision, matrix.MacroRecall, matrix.MacroF1));
    }

    [Fact]
    public void Log_loss_of_a_single_output_is_that_of_two()
    {
        Assert.Equal(0.105360515658, LogLoss.Of<double>([0.1, 0.9], [0, 1], 1), 1e-12);
        Assert.Equal(0.105360515658, LogLoss.Of<double>([0.9, 0.1, 0.1, 0.9], [1, 0, 0, 1], 2), 1e-12);
    }

    [Fact]
    public void Log_loss_of_certainty_is_finite() =>
        Assert.Equal(Math.Log(2) * 52, LogLoss.Of<double>([0], [1], 1), 1e-9);

    [Fact]
    public void Errors_of_numbers_are_by_hand()
    {
        var errors = RegressionErrors.Of<double>([1, 2, 4], [1, 3, 2], 1);
        Assert.Equal(Math.Sqrt(5.0 / 3), errors.Rmse, 1e-15);
        Assert.Equal(1, errors.Mae);
        Assert.Equal(1 - (5.0 / 2), errors.R2, 1e-15);
        Assert.Equal(1, RegressionErrors.Of<float>([1, 2, 3], [1, 2, 3], 1).R2);
        Assert.Equal(0, RegressionErrors.Of<double>([2, 2, 2], [1, 2, 3], 1).R2);
    }

    [Fact]
    public void R2_of_several_targets_is_the_mean_of_each_and_a_constant_one_is_met_or_not()
    {
        Assert.Equal(0.5, RegressionErrors.Of<double>([1, 2, 2, 2, 3, 2], [1, 1, 2, 2, 3, 3], 2).R2);
        Assert.Equal((1, 0), (RegressionErrors.Of<double>([5, 5], [5, 5], 1).R2, RegressionErrors.Of<double>([5, 4], [5, 5], 1).R2));
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        Assert.Equal("3 outputs and 2 targets do not belong together; allowed are as many of both, 1 per sample.", Assert.Throws<ArgumentException>(() => LogLoss.Of<double>([1, 1, 1], [1, 1], 1)).Message);
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of<double>([1, 1, 1], [1, 1, 1], 2));
        Assert.Equal(double.NaN, RegressionErrors.Of<double>([], [], 1).Rmse);
    }
}

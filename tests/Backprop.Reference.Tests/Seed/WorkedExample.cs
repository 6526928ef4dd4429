namespace Backprop.Reference.Tests;

/// <summary>The 2-2-1 network that this project's algorithm was first worked through on: sigmoid, identity, half the squared error.</summary>
internal static class WorkedExample
{
    /// <summary>Inputs (1, 1), expected 0.5.</summary>
    public static Samples<double> Sample { get; } = Samples<double>.FromRows([[1, 1]], [[0.5]]);

    /// <summary>The four rows of exclusive or, in the order of the original.</summary>
    public static Samples<double> Xor { get; } =
        Samples<double>.FromRows([[1, 0], [1, 1], [0, 1], [0, 0]], [[1], [0], [1], [0]]);

    /// <summary>Every weight 0.5, and every bias 0 if there are any.</summary>
    public static Network<double> MakeNetwork(bool hasBias = false, Reduction reduction = Reduction.Mean) =>
        new(new(2, [new(2, Activation.Sigmoid, hasBias), new(1, Activation.Identity, hasBias)], Loss.HalfSquaredError, reduction), initializer: Initializer.Constant(0.5));

    /// <summary>Full batches of the sample, ε = 0.01.</summary>
    public static void Train(Network<double> network, int updates, Optimizer? optimizer = null) =>
        Training.Train(network, Sample, new() { Epochs = updates, Optimizer = optimizer ?? new Sgd { LearningRate = 0.01 } });

    /// <summary>Passes if the number has the digits that are printed: a dozen unless fewer are certain.</summary>
    public static void Digits(double printed, double actual, int digits = 12)
    {
        var format = FormattableString.Invariant($"E{digits - 1}");
        Assert.Equal(printed.ToString(format, null), actual.ToString(format, null));
    }
}

using System.Numerics;
using Backprop.Reference;

namespace Backprop.Cli;

/// <summary>
/// Two inputs, two sigmoid hidden nodes, one identity output, no biases, every weight ½; one association: (1, 1) → ½.
/// Small enough to follow with a pocket calculator.
/// </summary>
/// <param name="Before">The pass with the first weights.</param>
/// <param name="Hidden">A weight between the inputs and the hidden nodes after one update: all four are alike.</param>
/// <param name="Output">A weight between the hidden nodes and the output after one update: both are alike.</param>
/// <param name="After">The pass with the updated weights.</param>
internal sealed record WorkedExample(Explanation Before, double Hidden, double Output, Explanation After)
{
    /// <summary>Every weight before training.</summary>
    public const double FirstWeight = 0.5;

    /// <summary>The output that is expected.</summary>
    public const double Expected = 0.5;

    /// <summary>The losses that go with an identity output.</summary>
    public static IEnumerable<Loss> Losses { get; } =
        [Loss.HalfSquaredError, Loss.MeanSquaredError, Loss.MeanAbsoluteError, Loss.Huber()];

    /// <summary>Forward, backward, update, forward again.</summary>
    /// <param name="loss">E.</param>
    /// <param name="reduction">Of one association mean and sum are the same.</param>
    /// <param name="update">Gradient descent with its rate.</param>
    public static WorkedExample Run<T>(Loss loss, Reduction reduction, Sgd update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var spec = new NetworkSpec(2, [new(2, Activation.Sigmoid, hasBias: false), new(1, hasBias: false)], loss, reduction);
        var network = new Network<T>(spec, initializer: Initializer.Constant(FirstWeight));
        var samples = Samples<T>.FromRows([[T.One, T.One]], [[T.CreateChecked(Expected)]]);

        var before = Explanation.Of(network, samples);
        new OptimizerState<T>(update, network).Step(update.LearningRate);
        var (hidden, output) = (network.Layers[0].W[0, 0], network.Layers[1].W[0, 0]);
        return new(before, double.CreateChecked(hidden), double.CreateChecked(output), Explanation.Of(network, samples));
    }
}

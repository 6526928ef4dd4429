using System.Numerics;

namespace Backprop.Cli;

/// <summary>
/// Two inputs, two sigmoid hidden nodes, one identity output, no biases, every weight ½; one association: (1, 1) → ½.
/// Small enough to follow with a pocket calculator.
/// </summary>
/// <param name="Before">The pass with the first weights.</param>
/// <param name="After">The pass after one update.</param>
internal sealed record WorkedExample(Explanation Before, Explanation After)
{
    /// <summary>Every weight before training.</summary>
    public const double FirstWeight = 0.5;

    /// <summary>The output that is expected.</summary>
    public const double Expected = 0.5;

    /// <summary>A weight between the inputs and the hidden nodes after the update: all four are alike.</summary>
    public double Hidden => After.Layers[0].W[0][0];

    /// <summary>A weight between the hidden nodes and the output after the update: both are alike.</summary>
    public double Output => After.Layers[1].W[0][0];

    /// <summary>The losses that go with an identity output.</summary>
    public static IEnumerable<Loss> Losses { get; } =
        [Loss.HalfSquaredError, Loss.MeanSquaredError, Loss.MeanAbsoluteError, Loss.Huber()];

    /// <summary>Forward, backward, update, forward again.</summary>
    /// <param name="choice">What computes.</param>
    /// <param name="loss">E.</param>
    /// <param name="reduction">Of one association mean and sum are the same.</param>
    /// <param name="update">Gradient descent with its rate.</param>
    public static WorkedExample Run<T>(EngineChoice choice, Loss loss, Reduction reduction, Sgd update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var spec = new NetworkSpec(2, [new(2, Activation.Sigmoid, hasBias: false), new(1, hasBias: false)], loss, reduction);
        var engine = choice.Create<T>(spec, 0, Initializer.Constant(FirstWeight));
        var samples = Samples<T>.FromRows([[T.One, T.One]], [[T.CreateChecked(Expected)]]);
        var oneUpdate = new TrainingSettings { Optimizer = update, Epochs = 1, BatchSize = TrainingSettings.FullBatch };

        var before = engine.Explain(samples);
        engine.Train((samples, null), oneUpdate, isResumed: false, progress: null, CancellationToken.None);
        return new(before, engine.Explain(samples));
    }
}

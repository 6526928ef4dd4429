namespace Backprop;

/// <summary>Which function a <see cref="Loss"/> is; the formulas are per sample, over its K outputs a and targets t.</summary>
public enum LossKind
{
    /// <summary>½·Σ(a − t)².</summary>
    HalfSquaredError,

    /// <summary>Σ(a − t)²/K.</summary>
    MeanSquaredError,

    /// <summary>Σ|a − t|/K.</summary>
    MeanAbsoluteError,

    /// <summary>Σ h(a − t)/K with h(d) = ½d² where |d| ≤ threshold, else threshold·(|d| − ½·threshold).</summary>
    Huber,

    /// <summary>−Σ[t·ln a + (1 − t)·ln(1 − a)], on sigmoid outputs only.</summary>
    BinaryCrossEntropy,

    /// <summary>−Σ t·ln a, on softmax outputs only.</summary>
    SoftmaxCrossEntropy,
}

/// <summary>What the loss of a batch makes of its samples' losses.</summary>
public enum Reduction
{
    /// <summary>Their mean: the default.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>How far the outputs are from the targets: E, the number that training lowers.</summary>
public sealed record Loss
{
    private Loss(LossKind kind, double threshold = 0)
    {
        Kind = kind;
        Threshold = threshold;
    }

    /// <summary>Which function this is.</summary>
    public LossKind Kind { get; }

    /// <summary>Where Huber turns from square to straight; 0 for the others.</summary>
    public double Threshold { get; }

    /// <summary>The name in files and on the command line, such as <c>half-squared-error</c>.</summary>
    public string Name => Names.Of(Kind);

    /// <inheritdoc cref="LossKind.HalfSquaredError"/>
    public static Loss HalfSquaredError { get; } = new(LossKind.HalfSquaredError);

    /// <inheritdoc cref="LossKind.MeanSquaredError"/>
    public static Loss MeanSquaredError { get; } = new(LossKind.MeanSquaredError);

    /// <inheritdoc cref="LossKind.MeanAbsoluteError"/>
    public static Loss MeanAbsoluteError { get; } = new(LossKind.MeanAbsoluteError);

    /// <inheritdoc cref="LossKind.Huber"/>
    /// <exception cref="ArgumentException">The threshold is not a finite number above 0.</exception>
    public static Loss Huber(double threshold = 1) =>
        new(LossKind.Huber, Validated.Positive(threshold, "Threshold of huber"));

    /// <inheritdoc cref="LossKind.BinaryCrossEntropy"/>
    public static Loss BinaryCrossEntropy { get; } = new(LossKind.BinaryCrossEntropy);

    /// <inheritdoc cref="LossKind.SoftmaxCrossEntropy"/>
    public static Loss SoftmaxCrossEntropy { get; } = new(LossKind.SoftmaxCrossEntropy);

    /// <summary>Every loss once, with its default parameter: what holds for all is tested over this list.</summary>
    public static IReadOnlyList<Loss> All { get; } =
        [HalfSquaredError, MeanSquaredError, MeanAbsoluteError, Huber(), BinaryCrossEntropy, SoftmaxCrossEntropy];

    /// <summary>Whether a sample's loss is the mean, not the sum, over its outputs.</summary>
    public bool IsMeanOverOutputs =>
        Kind is LossKind.MeanSquaredError or LossKind.MeanAbsoluteError or LossKind.Huber;

    /// <summary>The loss of that name, with <paramref name="threshold"/> or its default one.</summary>
    /// <exception cref="ArgumentException">No loss has the name, or it takes no threshold.</exception>
    public static Loss Parse(string name, double? threshold = null)
    {
        var found = Names.Find("Loss", name, All, loss => loss.Name);
        return (found.Kind, threshold) switch
        {
            (_, null) => found,
            (LossKind.Huber, { } value) => Huber(value),
            _ => throw new ArgumentException($"Loss {name} takes no threshold; only huber does."),
        };
    }

    /// <summary>The loss that goes with an output activation where none is named: cross-entropy for softmax, else half-squared-error.</summary>
    public static Loss For(Activation output) =>
        output.Kind == ActivationKind.Softmax ? SoftmaxCrossEntropy : HalfSquaredError;

    /// <inheritdoc/>
    public override string ToString() =>
        Kind == LossKind.Huber ? FormattableString.Invariant($"{Name} (threshold {Threshold})") : Name;
}

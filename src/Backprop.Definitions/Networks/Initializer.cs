namespace Backprop;

/// <summary>Which distribution an <see cref="Initializer"/> draws from; n inputs and m units of the layer.</summary>
public enum InitializerKind
{
    /// <summary>Every weight the same.</summary>
    Constant,

    /// <summary>Uniform in [low, high).</summary>
    Uniform,

    /// <summary>Uniform in ±√(6/(n + m)). X. Glorot, Y. Bengio, AISTATS 2010.</summary>
    GlorotUniform,

    /// <summary>Normal with standard deviation √(2/(n + m)). X. Glorot, Y. Bengio, AISTATS 2010.</summary>
    GlorotNormal,

    /// <summary>Uniform in ±√(6/n). K. He et al., ICCV 2015.</summary>
    HeUniform,

    /// <summary>Normal with standard deviation √(2/n). K. He et al., ICCV 2015.</summary>
    HeNormal,

    /// <summary>Normal with standard deviation √(1/n). Y. LeCun et al., "Efficient BackProp", 1998.</summary>
    LeCunNormal,
}

/// <summary>
/// How a network's first weights are drawn. Normal distributions are not truncated. Biases start at 0.
/// </summary>
public sealed record Initializer
{
    private readonly double _low;
    private readonly double _high;

    private Initializer(InitializerKind kind, double low = 0, double high = 0)
    {
        Kind = kind;
        _low = low;
        _high = high;
    }

    /// <summary>Which distribution this is.</summary>
    public InitializerKind Kind { get; }

    /// <summary>The name on the command line, such as <c>he-uniform</c>.</summary>
    public string Name => Kind == InitializerKind.LeCunNormal ? "lecun-normal" : Names.Of(Kind);

    /// <inheritdoc cref="InitializerKind.GlorotUniform"/>
    public static Initializer GlorotUniform { get; } = new(InitializerKind.GlorotUniform);

    /// <inheritdoc cref="InitializerKind.GlorotNormal"/>
    public static Initializer GlorotNormal { get; } = new(InitializerKind.GlorotNormal);

    /// <inheritdoc cref="InitializerKind.HeUniform"/>
    public static Initializer HeUniform { get; } = new(InitializerKind.HeUniform);

    /// <inheritdoc cref="InitializerKind.HeNormal"/>
    public static Initializer HeNormal { get; } = new(InitializerKind.HeNormal);

    /// <inheritdoc cref="InitializerKind.LeCunNormal"/>
    public static Initializer LeCunNormal { get; } = new(InitializerKind.LeCunNormal);

    /// <inheritdoc cref="InitializerKind.Constant"/>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public static Initializer Constant(double value) =>
        new(InitializerKind.Constant, Validated.Finite(value, "Value of constant"));

    /// <inheritdoc cref="InitializerKind.Uniform"/>
    /// <exception cref="ArgumentException">The range is not finite or is upside down.</exception>
    public static Initializer Uniform(double low, double high) =>
        double.IsFinite(low) && double.IsFinite(high) && double.IsFinite(high - low) && low <= high
            ? new(InitializerKind.Uniform, low, high)
            : throw Validated.Impossible("Range of uniform", FormattableString.Invariant($"{low} to {high}"), "finite numbers, low ≤ high");

    /// <summary>The default: He uniform for the relu family, silu and gelu, Glorot uniform otherwise.</summary>
    public static Initializer For(Activation activation) => activation.Kind switch
    {
        ActivationKind.Relu or ActivationKind.LeakyRelu or ActivationKind.Elu or ActivationKind.Silu or ActivationKind.Gelu => HeUniform,
        _ => GlorotUniform,
    };

    /// <summary>The first weight W[o, i] of a layer: draw o·inputs + i of the layer's stream, whatever the memory order.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="o">The unit that the weight leads to.</param>
    /// <param name="i">The input that it comes from.</param>
    /// <param name="seed">The seed of the network.</param>
    public double Weight(NetworkSpec spec, int layer, int o, int i, long seed)
    {
        int n = spec.InputsOf(layer), m = spec.Layers[layer].Units;
        var stream = RandomStream.For(seed, StreamPurpose.Weights, layer);
        var draw = ((long)o * n) + i;
        return Kind switch
        {
            InitializerKind.Constant => _low,
            InitializerKind.Uniform => Within(_low, _high),
            InitializerKind.GlorotUniform => Around(Math.Sqrt(6.0 / ((double)n + m))),
            InitializerKind.GlorotNormal => Math.Sqrt(2.0 / ((double)n + m)) * stream.Normal(draw),
            InitializerKind.HeUniform => Around(Math.Sqrt(6.0 / n)),
            InitializerKind.HeNormal => Math.Sqrt(2.0 / n) * stream.Normal(draw),
            InitializerKind.LeCunNormal => Math.Sqrt(1.0 / n) * stream.Normal(draw),
            _ => throw Validated.Impossible(nameof(Kind), Kind, "a defined initializer"),
        };

        double Within(double low, double high) => Math.FusedMultiplyAdd(high - low, stream.Uniform(draw), low);
        double Around(double limit) => Within(-limit, limit);
    }
}

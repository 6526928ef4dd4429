namespace Backprop;

/// <summary>Which function an <see cref="Activation"/> is.</summary>
public enum ActivationKind
{
    /// <summary>f(z) = z, f′ = 1.</summary>
    Identity,

    /// <summary>f(z) = 1/(1 + e⁻ᶻ), f′ = a·(1 − a).</summary>
    Sigmoid,

    /// <summary>f(z) = tanh z, f′ = 1 − a².</summary>
    Tanh,

    /// <summary>f(z) = max(z, 0), f′ = 1 where a &gt; 0, else 0.</summary>
    Relu,

    /// <summary>f(z) = z where z &gt; 0, else slope·z; f′ = 1 or slope.</summary>
    LeakyRelu,

    /// <summary>f(z) = z where z &gt; 0, else α·(eᶻ − 1); f′ = 1 or a + α.</summary>
    Elu,

    /// <summary>f(z) = z·σ(z), f′ = σ + z·σ·(1 − σ).</summary>
    Silu,

    /// <summary>f(z) = z·Φ(z), f′ = Φ(z) + z·φ(z), with the normal distribution Φ and its density φ.</summary>
    Gelu,

    /// <summary>f(z) = ln(1 + eᶻ), f′ = σ(z).</summary>
    Softplus,

    /// <summary>a_o = e^(z_o) / Σ e^z over a layer's units; on the output, with softmax-cross-entropy only.</summary>
    Softmax,
}

/// <summary>
/// What a unit makes of its weighted sum: a = f(z). Parameterless ones are properties, the others methods.
/// How each is rounded stands in the numeric contract, and is executed by Backprop.Reference.
/// </summary>
public sealed record Activation
{
    private Activation(ActivationKind kind, double parameter = 0)
    {
        Kind = kind;
        Parameter = parameter;
    }

    /// <summary>Which function this is.</summary>
    public ActivationKind Kind { get; }

    /// <summary>leaky-relu's slope, elu's α; 0 for the others.</summary>
    public double Parameter { get; }

    /// <summary>What the parameter is called in files, <c>slope</c> or <c>alpha</c>; null where there is none.</summary>
    public string? ParameterName => Kind switch
    {
        ActivationKind.LeakyRelu => "slope",
        ActivationKind.Elu => "alpha",
        _ => null,
    };

    /// <summary>The name in files and on the command line, such as <c>leaky-relu</c>.</summary>
    public string Name => Names.Of(Kind);

    /// <inheritdoc cref="ActivationKind.Identity"/>
    public static Activation Identity { get; } = new(ActivationKind.Identity);

    /// <inheritdoc cref="ActivationKind.Sigmoid"/>
    public static Activation Sigmoid { get; } = new(ActivationKind.Sigmoid);

    /// <inheritdoc cref="ActivationKind.Tanh"/>
    public static Activation Tanh { get; } = new(ActivationKind.Tanh);

    /// <inheritdoc cref="ActivationKind.Relu"/>
    public static Activation Relu { get; } = new(ActivationKind.Relu);

    /// <inheritdoc cref="ActivationKind.LeakyRelu"/>
    /// <exception cref="ArgumentException">The slope is negative or not finite.</exception>
    public static Activation LeakyRelu(double slope = 0.01) =>
        new(ActivationKind.LeakyRelu, Validated.NotNegative(slope, "Slope of leaky-relu"));

    /// <inheritdoc cref="ActivationKind.Elu"/>
    /// <exception cref="ArgumentException">Alpha is not a finite number above 0.</exception>
    public static Activation Elu(double alpha = 1) =>
        new(ActivationKind.Elu, Validated.Positive(alpha, "Alpha of elu"));

    /// <inheritdoc cref="ActivationKind.Silu"/>
    public static Activation Silu { get; } = new(ActivationKind.Silu);

    /// <inheritdoc cref="ActivationKind.Gelu"/>
    public static Activation Gelu { get; } = new(ActivationKind.Gelu);

    /// <inheritdoc cref="ActivationKind.Softplus"/>
    public static Activation Softplus { get; } = new(ActivationKind.Softplus);

    /// <inheritdoc cref="ActivationKind.Softmax"/>
    public static Activation Softmax { get; } = new(ActivationKind.Softmax);

    /// <summary>Every activation once, with its default parameter: what holds for all is tested over this list.</summary>
    public static IReadOnlyList<Activation> All { get; } =
        [Identity, Sigmoid, Tanh, Relu, LeakyRelu(), Elu(), Silu, Gelu, Softplus, Softmax];

    /// <summary>The activation of that name, with <paramref name="parameter"/> or its default one.</summary>
    /// <exception cref="ArgumentException">No activation has the name, or it takes no such parameter.</exception>
    public static Activation Parse(string name, double? parameter = null)
    {
        var found = Names.Find("Activation", name, All, activation => activation.Name);
        return (found.Kind, parameter) switch
        {
            (_, null) => found,
            (ActivationKind.LeakyRelu, { } slope) => LeakyRelu(slope),
            (ActivationKind.Elu, { } alpha) => Elu(alpha),
            _ => throw new ArgumentException($"Activation {name} takes no parameter; only leaky-relu (slope) and elu (alpha) do."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        ParameterName is { } parameter ? FormattableString.Invariant($"{Name} ({parameter} {Parameter})") : Name;
}

using System.CommandLine;
using System.Numerics;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>What makes a step of a gradient: an optimizer, and the parameters that it takes.</summary>
internal sealed class OptimizerOptions
{
    private const string RateName = "--learning-rate";

    private readonly Option<string?> _optimizer = OptionKinds.Name("--optimizer", "how a gradient becomes an update", "adam", Optimizer.All.Select(o => o.Name));

    private readonly Option<double?> _rate = OptionKinds.Number(RateName, "learning rate; the first step size of rprop (default: by optimizer, 0.01 with adam, 0.05 for a truth table, 0.001 for images)");

    private readonly Parameter[] _parameters =
    [
        new(OptionKinds.Number("--momentum", "μ of momentum and nesterov (default: 0.9)"), (optimizer, value) => optimizer switch
        {
            Momentum o => o with { Mu = value },
            Nesterov o => o with { Mu = value },
            _ => null,
        }),
        new(OptionKinds.Number("--beta1", "β₁ of adam and adamw (default: 0.9)"), (optimizer, value) => optimizer switch
        {
            Adam o => o with { Beta1 = value },
            AdamW o => o with { Beta1 = value },
            _ => null,
        }),
        new(OptionKinds.Number("--beta2", "β₂ of adam and adamw (default: 0.999)"), (optimizer, value) => optimizer switch
        {
            Adam o => o with { Beta2 = value },
            AdamW o => o with { Beta2 = value },
            _ => null,
        }),
        new(OptionKinds.Number("--rho", "ρ of rmsprop (default: 0.99)"), (optimizer, value) => optimizer switch
        {
            RmsProp o => o with { Rho = value },
            _ => null,
        }),
        new(OptionKinds.Number("--epsilon", "ε of adam, adamw, rmsprop and adagrad"), (optimizer, value) => optimizer switch
        {
            Adam o => o with { Epsilon = value },
            AdamW o => o with { Epsilon = value },
            RmsProp o => o with { Epsilon = value },
            AdaGrad o => o with { Epsilon = value },
            _ => null,
        }),
        new(OptionKinds.Number("--weight-decay", "λ of adamw (default: 0.01)"), (optimizer, value) => optimizer switch
        {
            AdamW o => o with { WeightDecay = value },
            _ => null,
        }),
    ];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_optimizer);
        verb.Add(_rate);
        foreach (var parameter in _parameters)
        {
            verb.Add(parameter.Option);
        }
    }

    /// <summary>The optimizer with its parameters.</summary>
    /// <exception cref="UsageException">A value that is not allowed, or a parameter that the optimizer does not take.</exception>
    public Optimizer Read(ParseResult words, DataSet data)
    {
        var optimizer = Optimizer.Parse(words.GetValue(_optimizer) ?? "adam");
        var rate = words.GetValue(_rate) ?? DefaultRate(optimizer, data.Origin);
        optimizer = UsageException.Named(_rate.Name, () => optimizer with { LearningRate = rate });
        foreach (var (option, set) in _parameters)
        {
            if (words.GetValue(option) is { } value)
            {
                optimizer = UsageException.Named(option.Name, () => set(optimizer, value) ?? throw NotTaken(optimizer, option, value, set));
            }
        }

        return optimizer;
    }

    /// <summary>Passes if the learning rate is a number in the precision of the network too.</summary>
    /// <exception cref="UsageException">It is 0 or infinite there.</exception>
    public static void RequireFit<T>(Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rate = T.CreateChecked(optimizer.LearningRate);
        if (rate == T.Zero || !T.IsFinite(rate))
        {
            throw new UsageException(FormattableString.Invariant(
                $"{RateName} is {optimizer.LearningRate}; allowed is a number that {(typeof(T) == typeof(float) ? "float" : "double")} can hold, {T.Epsilon} or above."));
        }
    }

    /// <summary>
    /// Rates at which the built-in sets are learnt. The few rows of a truth table give an exact gradient and bear longer
    /// steps than mini-batches; the many inputs of an image add up, and bear shorter ones.
    /// </summary>
    private static double DefaultRate(Optimizer optimizer, DataOrigin origin) => (optimizer, origin) switch
    {
        (Sgd, DataOrigin.TruthTable) => 1,
        (Momentum or Nesterov or AdaGrad, DataOrigin.TruthTable) => 0.3,
        (Sgd or AdaGrad, not DataOrigin.Images) => 0.1,
        (_, DataOrigin.TruthTable) => 0.05,
        (Sgd, _) => 0.1,
        (Adam or AdamW or RmsProp, DataOrigin.Images) => 0.001,
        _ => 0.01,
    };

    private static UsageException NotTaken(Optimizer optimizer, Option option, double given, Func<Optimizer, double, Optimizer?> set)
    {
        const double AllowedEverywhere = 0.5;
        var taking = Optimizer.All.Where(o => set(o, AllowedEverywhere) is not null).Select(o => o.Name);
        return new(FormattableString.Invariant($"{option.Name} is {given}; allowed with {string.Join(", ", taking)} only, and the optimizer is {optimizer.Name}."));
    }

    /// <summary>An option that some optimizers take.</summary>
    /// <param name="Option">The option.</param>
    /// <param name="Set">The optimizer with the value; null if it takes no such parameter.</param>
    private sealed record Parameter(Option<double?> Option, Func<Optimizer, double, Optimizer?> Set);
}

namespace Backprop;

/// <summary>
/// How a gradient changes the parameters. w is a parameter, g its gradient, η the learning rate; each kind's summary gives
/// its recurrence, executed by <c>Backprop.Reference.Optimizers</c>.
/// </summary>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The name on the command line, such as <c>adam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>η, a finite number above 0.</summary>
    /// <exception cref="ArgumentException">It is anything else.</exception>
    public double LearningRate { get; init => field = Validated.Positive(value); } = 0.01;

    /// <summary>Every optimizer once, with the field's defaults: what holds for all is tested over this list.</summary>
    public static IReadOnlyList<Optimizer> All { get; } =
        [new Sgd(), new Momentum(), new Nesterov(), new RmsProp(), new AdaGrad(), new Adam(), new AdamW(), new Rprop()];

    /// <summary>The optimizer of that name, with its defaults.</summary>
    /// <exception cref="ArgumentException">No optimizer has the name.</exception>
    public static Optimizer Parse(string name) => Names.Find("Optimizer", name, All, optimizer => optimizer.Name);
}

using System.CommandLine;
using System.Globalization;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>What the network is: its layers, its loss, and how its first weights are drawn.</summary>
internal sealed class NetworkOptions
{
    private static readonly Initializer[] Initializers =
        [Initializer.GlorotUniform, Initializer.GlorotNormal, Initializer.HeUniform, Initializer.HeNormal, Initializer.LeCunNormal];

    private readonly Option<string?> _hidden = OptionKinds.Text("--hidden", "units of the hidden layers, such as 16,16, or none (default: 16; 8 for a truth table, 32,32 for a generated set, 128 for images)", "units");
    private readonly Option<string?> _activation = OptionKinds.Name("--activation", "activation of the hidden layers", "tanh; relu for a generated set and images", HiddenActivations());
    private readonly Option<string?> _output = OptionKinds.Name("--output-activation", "activation of the outputs", "as the task and loss need it", Activation.All.Select(f => f.Name));
    private readonly Option<bool> _noBias = OptionKinds.Flag("--no-bias", "leave the biases out");
    private readonly Option<string?> _loss = OptionKinds.Name("--loss", "what training lowers", "as the task and outputs need it", Loss.All.Select(loss => loss.Name));
    private readonly Option<string?> _reduction = OptionKinds.Name("--reduction", "how the losses of a batch's rows are combined", "mean", "mean", "sum");
    private readonly Option<string?> _init = OptionKinds.Name("--init", "how the first weights are drawn", "as each activation needs it", Initializers.Select(i => i.Name));

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_hidden, _activation, _output, _noBias, _loss, _reduction, _init])
        {
            verb.Add(option);
        }
    }

    /// <summary>The network for the data.</summary>
    /// <exception cref="UsageException">Options that contradict each other or the data.</exception>
    public NetworkSpec Spec(ParseResult words, DataSet data)
    {
        var hidden = Hidden(words, data);
        var hasBias = !words.GetValue(_noBias);
        var activation = words.GetValue(_activation);
        if (hidden.Length == 0 && activation is not null)
        {
            throw new UsageException($"{_activation.Name} is '{activation}'; allowed only with hidden layers, and {_hidden.Name} is none.");
        }

        var f = activation is null ? TrainDefaults.For(data).Activation : Activation.Parse(activation);
        var (output, loss) = Output(words, data);
        var layers = hidden.Select(units => new LayerSpec(units, f, hasBias)).ToArray();
        var (inputs, outputs) = (data.Samples.InputSize, data.Samples.TargetSize);
        RequireMemory(UsageException.Named(_hidden.Name, () => new NetworkSpec(inputs, layers.Append(new LayerSpec(outputs)))));

        var reduction = words.GetValue(_reduction) == "sum" ? Reduction.Sum : Reduction.Mean;
        var named = words.GetValue(_loss) is null && words.GetValue(_output) is not null ? _output.Name : _loss.Name;
        return UsageException.Named(
            named, () => new NetworkSpec(inputs, layers.Append(new LayerSpec(outputs, output, hasBias)), loss, reduction));
    }

    /// <summary>How the first weights are drawn; null is by activation.</summary>
    public Initializer? FirstWeights(ParseResult words) =>
        Array.Find(Initializers, i => i.Name == words.GetValue(_init));

    /// <summary>What is not given follows from what is; from the task if nothing is.</summary>
    private (Activation Output, Loss Loss) Output(ParseResult words, DataSet data)
    {
        var loss = words.GetValue(_loss) is { } lossName ? Loss.Parse(lossName) : null;
        if (words.GetValue(_output) is { } name)
        {
            var given = Activation.Parse(name);
            if (given.Kind == ActivationKind.Softmax && !data.IsOneHot)
            {
                throw new UsageException($"{_output.Name} is 'softmax'; allowed only for classes, and the targets of {data.Name} are none.");
            }

            return (given, loss ?? (given.Kind == ActivationKind.Sigmoid && data.Task == LearningTask.Classification ? Loss.BinaryCrossEntropy : Loss.For(given)));
        }

        if (loss?.Kind == LossKind.SoftmaxCrossEntropy && !data.IsOneHot)
        {
            throw new UsageException($"{_loss.Name} is '{loss.Name}'; allowed only for classes, and the targets of {data.Name} are none.");
        }

        return (loss?.Kind, data.Task) switch
        {
            (null, LearningTask.Regression) => (Activation.Identity, Loss.HalfSquaredError),
            (null, _) when data.IsOneHot => (Activation.Softmax, Loss.SoftmaxCrossEntropy),
            (null, _) => (Activation.Sigmoid, Loss.BinaryCrossEntropy),
            (LossKind.SoftmaxCrossEntropy, _) => (Activation.Softmax, loss),
            (LossKind.BinaryCrossEntropy, _) or (_, LearningTask.Classification) => (Activation.Sigmoid, loss),
            _ => (Activation.Identity, loss),
        };
    }

    private int[] Hidden(ParseResult words, DataSet data)
    {
        if (words.GetValue(_hidden) is not { } text)
        {
            return [.. TrainDefaults.For(data).Hidden];
        }

        return text == "none" ? [] : [.. text.Split(',').Select(part =>
            int.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var units) && units > 0
                ? units
                : throw new UsageException($"{_hidden.Name} is '{text}'; allowed are whole numbers from 1, separated by commas, or none."))];
    }

    private void RequireMemory(NetworkSpec spec)
    {
        // Value, gradient and two of the optimizer, each a double at most.
        const long BytesPerParameter = 4 * sizeof(double);
        var most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerParameter;
        if (spec.ParameterCount > most)
        {
            throw new UsageException(FormattableString.Invariant(
                $"{_hidden.Name}: the network has {spec.ParameterCount} parameters; allowed are at most {most}, which fit in memory."));
        }
    }

    private static IEnumerable<string> HiddenActivations() =>
        Activation.All.Where(f => f.Kind != ActivationKind.Softmax).Select(f => f.Name);
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>
/// Associations to learn: each sample is an input, its target, and perhaps a weight. Stored one sample after the other, which
/// is a column-major [inputs × count] matrix with one sample per column, and the same bytes as row-major count × inputs.
/// Never changes, and never changes what it was made from.
/// </summary>
public sealed class Samples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> _inputs;
    private readonly ReadOnlyMemory<T> _targets;
    private readonly ReadOnlyMemory<double> _weights;

    /// <summary>Takes the values without copying them; they must not change while the samples are in use.</summary>
    /// <param name="inputSize">Values in one input.</param>
    /// <param name="inputs">All inputs, one sample after the other.</param>
    /// <param name="targetSize">Values in one target.</param>
    /// <param name="targets">All targets, one sample after the other.</param>
    /// <param name="weights">One weight for each sample, 0 or above; none if each counts the same. A batch that weighs nothing is no step.</param>
    /// <exception cref="ArgumentException">A size does not fit, or a weight is negative or not finite.</exception>
    public Samples(int inputSize, ReadOnlyMemory<T> inputs, int targetSize, ReadOnlyMemory<T> targets, ReadOnlyMemory<double> weights = default)
    {
        ElementType.Require<T>();
        InputSize = Validated.AtLeast(1, inputSize, nameof(InputSize));
        TargetSize = Validated.AtLeast(1, targetSize, nameof(TargetSize));
        Count = inputs.Length / inputSize;
        if (Count * inputSize != inputs.Length || Count * (long)targetSize != targets.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{inputs.Length} input values of {inputSize} per sample do not go with {targets.Length} target values of {targetSize} per sample."));
        }

        (_inputs, _targets, _weights) = (inputs, targets, weights);
        CheckWeights();
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Values in one input.</summary>
    public int InputSize { get; }

    /// <summary>Values in one target.</summary>
    public int TargetSize { get; }

    /// <summary>Whether samples have weights.</summary>
    public bool IsWeighted => !_weights.IsEmpty;

    /// <summary>All inputs, one sample after the other.</summary>
    public ReadOnlySpan<T> Inputs => _inputs.Span;

    /// <summary>All targets, one sample after the other.</summary>
    public ReadOnlySpan<T> Targets => _targets.Span;

    /// <summary>The samples' weights; empty if each counts the same.</summary>
    public ReadOnlySpan<double> Weights => _weights.Span;

    /// <summary>The input of one sample.</summary>
    public ReadOnlySpan<T> Input(int sample) => Inputs.Slice(sample * InputSize, InputSize);

    /// <summary>The target of one sample.</summary>
    public ReadOnlySpan<T> Target(int sample) => Targets.Slice(sample * TargetSize, TargetSize);

    /// <summary>The weight of one sample: 1 if samples have none.</summary>
    public double Weight(int sample) => IsWeighted ? Weights[sample] : 1;

    /// <summary>Copies samples given as rows: <c>Samples&lt;double&gt;.FromRows([[0, 1], [1, 1]], [[1], [0]])</c>.</summary>
    /// <exception cref="ArgumentException">The rows differ in length, or their numbers differ.</exception>
    public static Samples<T> FromRows(T[][] inputs, T[][] targets, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Length != targets.Length || inputs.Length == 0)
        {
            throw new ArgumentException($"There are {inputs.Length} input rows and {targets.Length} target rows; allowed is one of each per sample, and one sample or more.");
        }

        var (flatInputs, flatTargets) = (Flat(inputs, "Input"), Flat(targets, "Target"));
        return new(inputs[0].Length, flatInputs, targets[0].Length, flatTargets, weights?.ToArray());
    }

    /// <summary>A copy of the chosen samples, in that order.</summary>
    public Samples<T> Select(ReadOnlySpan<int> chosen)
    {
        var inputs = new T[chosen.Length * InputSize];
        var targets = new T[chosen.Length * TargetSize];
        var weights = new double[IsWeighted ? chosen.Length : 0];
        for (var n = 0; n < chosen.Length; n++)
        {
            Input(chosen[n]).CopyTo(inputs.AsSpan(n * InputSize));
            Target(chosen[n]).CopyTo(targets.AsSpan(n * TargetSize));
            if (IsWeighted)
            {
                weights[n] = Weights[chosen[n]];
            }
        }

        return new(InputSize, inputs, TargetSize, targets, weights);
    }

    /// <summary>The same inputs and targets with other weights; nothing is copied but those.</summary>
    /// <exception cref="ArgumentException">Another number of weights, or one that is negative or not finite.</exception>
    public Samples<T> WithWeights(ReadOnlySpan<double> weights) => new(InputSize, _inputs, TargetSize, _targets, weights.ToArray());

    /// <summary>Passes if a network can be trained on these samples: the sizes fit, and the targets are ones its loss allows.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which and why.</exception>
    public void RequireFit(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (InputSize != spec.Inputs || TargetSize != spec.Outputs)
        {
            throw new ArgumentException(
                $"Samples of {InputSize} inputs and {TargetSize} targets do not fit a network of {spec.Inputs} inputs and {spec.Outputs} outputs (one sample per column).");
        }

        if (spec.Loss.Kind is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy)
        {
            for (var n = 0; n < Count; n++)
            {
                RequireProbabilities(spec.Loss, n);
            }
        }
    }

    /// <summary>Passes if a network can learn from these samples: there is no NaN or infinity among their values.</summary>
    /// <exception cref="ArgumentException">There is; the message says where.</exception>
    public void RequireFinite()
    {
        RequireFinite(Inputs, InputSize, "Input");
        RequireFinite(Targets, TargetSize, "Target");
    }

    private static void RequireFinite(ReadOnlySpan<T> values, int size, string what)
    {
        // x − x is 0, or NaN where x is not finite: a register of such differences at a time.
        var sum = Vector<T>.Zero;
        var registers = MemoryMarshal.Cast<T, Vector<T>>(values);
        foreach (var x in registers)
        {
            sum += x - x;
        }

        for (var n = sum == Vector<T>.Zero ? registers.Length * Vector<T>.Count : 0; n < values.Length; n++)
        {
            if (!T.IsFinite(values[n]))
            {
                throw Validated.Impossible(FormattableString.Invariant($"{what} of sample {n / size}, value {n % size}"), values[n], "a finite number");
            }
        }
    }

    private void RequireProbabilities(Loss loss, int sample)
    {
        var sum = 0.0;
        foreach (var t in Target(sample))
        {
            sum += double.CreateChecked(t);
            if (!(t >= T.Zero && t <= T.One))
            {
                throw Validated.Impossible($"Target of sample {sample}", t, $"0 to 1 with {loss.Name}");
            }
        }

        // A target rounded to float sums to 1 within far less than this; one that means something else does not.
        const double Rounding = 1e-4;
        if (loss.Kind == LossKind.SoftmaxCrossEntropy && Math.Abs(sum - 1) > Rounding)
        {
            throw Validated.Impossible($"Sum of the targets of sample {sample}", sum, $"1 with {loss.Name}");
        }
    }

    private void CheckWeights()
    {
        if (IsWeighted && _weights.Length != Count)
        {
            throw Validated.Impossible("Number of sample weights", _weights.Length, FormattableString.Invariant($"{Count}, one per sample"));
        }

        foreach (var weight in Weights)
        {
            Validated.NotNegative(weight, "Sample weight");
        }
    }

    private static T[] Flat(T[][] rows, string what)
    {
        var size = rows[0]?.Length ?? 0;
        for (var n = 0; n < rows.Length; n++)
        {
            ArgumentNullException.ThrowIfNull(rows[n], FormattableString.Invariant($"{what} row {n}"));
            if (rows[n].Length != size)
            {
                throw new ArgumentException($"{what} row {n} has {rows[n].Length} values and row 0 has {size}; allowed are rows of one length.");
            }
        }

        return [.. rows.SelectMany(row => row)];
    }
}

using System.Numerics;

namespace Backprop.Verification;

/// <summary>A few trainings that between them take every activation, loss and optimizer, and shapes that fill no register.</summary>
internal static class FixedRuns
{
    /// <summary>
    /// The fingerprint on every processor, at every vector width, of the engine and of the reference. A deliberate change of the
    /// numeric contract changes it; nothing else may.
    /// </summary>
    public const ulong Expected = 0x32b1cd28effa1686;

    /// <summary>The networks, each trained by the optimizer of the same position and then by the next one.</summary>
    public static IReadOnlyList<NetworkSpec> Specs { get; } =
    [
        new(3, [new(19, Activation.Tanh), new(5, Activation.Softmax)]),
        new(7, [new(33, Activation.Relu), new(18, Activation.Sigmoid, hasBias: false), new(4, Activation.Sigmoid)], Loss.BinaryCrossEntropy),
        new(10, [new(17, Activation.Gelu), new(3)], Loss.MeanSquaredError, Reduction.Sum),
        new(4, [new(35, Activation.Silu), new(9, Activation.Elu(0.5)), new(2)], Loss.Huber(0.25)),
        new(21, [new(6, Activation.Softplus), new(50, Activation.LeakyRelu(0.1)), new(1, Activation.Tanh)], Loss.MeanAbsoluteError),
        new(5, [new(13, Activation.Elu()), new(8, Activation.Gelu), new(6, Activation.Identity)]),
    ];

    /// <summary>The run of one network with one optimizer.</summary>
    public static TrainingSettings Settings(int optimizer) => new()
    {
        Optimizer = Optimizer.All[optimizer % Optimizer.All.Count],
        Epochs = 3,
        BatchSize = Optimizer.All[optimizer % Optimizer.All.Count] is Rprop ? TrainingSettings.FullBatch : 11,
        Schedule = new CosineDecay { WarmUp = 1, Floor = 0.1 },
        L2 = 1e-3,
        Dropout = optimizer % 3 == 0 ? 0.2 : 0,
        ClipNorm = 0.75,
        Seed = optimizer,
    };

    /// <summary>The samples of one network: 37, so that the last batch is short.</summary>
    public static Samples<T> Samples<T>(NetworkSpec spec)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Count = 37;
        var stream = RandomStream.For(spec.Inputs, StreamPurpose.Data);
        var inputs = new T[Count * spec.Inputs];
        for (var n = 0; n < inputs.Length; n++)
        {
            inputs[n] = T.CreateChecked(2 * stream.Normal(n));
        }

        var targets = new T[Count * spec.Outputs];
        for (var n = 0; n < Count; n++)
        {
            targets[(n * spec.Outputs) + stream.Below(spec.Outputs, n)] = T.One;
        }

        return new(spec.Inputs, inputs, spec.Outputs, targets);
    }

    /// <summary>A hash of the bits of all parameters after all runs in float and in double.</summary>
    /// <param name="ofFloat">Trains a network of float and gives its parameters, layer by layer, column by column, then the bias.</param>
    /// <param name="ofDouble">The same for double.</param>
    public static ulong Fingerprint(Func<NetworkSpec, TrainingSettings, float[]> ofFloat, Func<NetworkSpec, TrainingSettings, double[]> ofDouble)
    {
        // FNV-1a over 64-bit words.
        var hash = 0xcbf29ce484222325;
        for (var n = 0; n < 2 * Specs.Count; n++)
        {
            var (spec, settings) = (Specs[n % Specs.Count], Settings(n));
            foreach (var value in ofFloat(spec, settings))
            {
                hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 0x100000001b3;
            }

            foreach (var value in ofDouble(spec, settings))
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 0x100000001b3;
            }
        }

        return hash;
    }
}

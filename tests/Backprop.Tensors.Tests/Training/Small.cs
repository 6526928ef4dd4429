using System.Numerics;

namespace Backprop.Tensors.Tests.Training;

/// <summary>Small things to train on.</summary>
internal static class Small
{
    public static Samples<double> Xor { get; } = Samples<double>.FromRows([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

    public static NetworkSpec Classifier { get; } = new(4, [new(7, Activation.Tanh), new(3, Activation.Softmax)]);

    /// <summary>Three classes, told apart by noisy sums of the inputs.</summary>
    public static Samples<T> Classes<T>(int count, long seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = RandomStream.For(seed, StreamPurpose.Data);
        var inputs = new T[4 * count];
        var targets = new T[3 * count];
        for (var n = 0; n < count; n++)
        {
            for (var i = 0; i < 4; i++)
            {
                inputs[(4 * n) + i] = T.CreateChecked(stream.Normal((4 * n) + i) + (n % 3 == i ? 1.5 : 0));
            }

            targets[(3 * n) + (n % 3)] = T.One;
        }

        return new(4, inputs, 3, targets);
    }

    /// <summary>y = 3x + 2.</summary>
    public static Samples<double> Line(int count) => Samples<double>.FromRows(
        [.. Enumerable.Range(0, count).Select(n => new[] { n / (double)count })],
        [.. Enumerable.Range(0, count).Select(n => new[] { (3.0 * n / count) + 2 })]);

    public static T[] Numbers<T>(this Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[network.Parameters.Count];
        network.Parameters.CopyTo(numbers);
        return numbers;
    }

    /// <summary>The reports of a run.</summary>
    public sealed class Told(Action<TrainingProgress>? heard = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value)
        {
            Reports.Add(value);
            heard?.Invoke(value);
        }
    }
}

using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests.Kernels;

/// <summary>Outputs, targets and weights of some samples, as both engines want them.</summary>
internal sealed class OutputCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] s_outputs = [1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 33];
    private static readonly int[] s_samples = [1, 2, 3, 4, 5, 8, 9, 17];

    /// <summary>Sizes around those of a register, in either direction.</summary>
    public static IEnumerable<(int Outputs, int Samples)> Shapes =>
        from outputs in s_outputs
        from samples in s_samples
        select (outputs, samples);

    /// <param name="outputs">Outputs of one sample.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="isWild">Whether outputs and weighted sums have infinities, NaN and huge numbers among them.</param>
    public OutputCase(int outputs, int samples, bool isWild)
    {
        (Outputs, Samples) = (outputs, samples);
        var random = new Random((outputs * 1000) + samples);
        T Next(double size) => T.CreateChecked((random.NextDouble() - 0.5) * size);

        double[] sizes = [1, 20, 200, 20_000];
        var special = Arguments.Special<T>();
        var count = outputs * samples;
        Z = [.. Enumerable.Range(0, count).Select(i => isWild && random.Next(8) == 0 ? special[random.Next(special.Length)] : Next(sizes[i / outputs % 4]))];
        A = [.. Enumerable.Range(0, count).Select(i => isWild && random.Next(8) == 0 ? special[random.Next(special.Length)] : Next(6))];
        Targets = [.. Enumerable.Range(0, count).Select(i => random.Next(4) == 0 ? A[i] : T.Abs(Next(2)))];
        Weights = [.. Enumerable.Range(0, samples).Select(_ => random.NextDouble() * 3)];
    }

    public int Outputs { get; }

    public int Samples { get; }

    public T[] Z { get; }

    public T[] A { get; }

    public T[] Targets { get; }

    public double[] Weights { get; }

    public OutputBatch<T> Batch => new(Z, A, Targets, Outputs);

    public Samples<T> ToSamples(bool isWeighted) => new(1, new T[Samples], Outputs, Targets, isWeighted ? Weights : default(ReadOnlyMemory<double>));

    public T[,] ToMatrix(T[] values)
    {
        var matrix = new T[Outputs, Samples];
        for (var i = 0; i < values.Length; i++)
        {
            matrix[i % Outputs, i / Outputs] = values[i];
        }

        return matrix;
    }

    public T[] ToArray(T[,] matrix) => [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[i % Outputs, i / Outputs])];

    public override string ToString() => $"{Outputs} outputs of {Samples} samples in {typeof(T).Name}";
}

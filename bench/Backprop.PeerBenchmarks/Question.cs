using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>What a process is asked to measure: a workload's training step, a prediction, or square products of one precision.</summary>
/// <param name="Name">Such as <c>W3</c>.</param>
/// <param name="Description">What is timed.</param>
/// <param name="Unit">What one run of it is.</param>
/// <param name="Works">What there is to time of a rival on so many threads, each checked before it comes.</param>
internal sealed record Question(string Name, string Description, string Unit, Func<IRival, int, IEnumerable<Work>> Works)
{
    private const string ProductUnit = "product";

    /// <summary>The sizes of square products.</summary>
    private static readonly int[] Sizes = [64, 128, 256, 512, 1024, 2048];

    /// <summary>Whether it is about products.</summary>
    public bool IsProduct => Unit == ProductUnit;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Question> All { get; } =
    [
        .. Workload.All.Select(Training),
        new("I1", "predict 1 sample, 784-128-10 relu, to the logits", "call", (rival, threads) => Work.Prediction("I1", rival, new(1, 4096), threads)),
        new("I2", "predict 1024 samples, 784-128-10 relu, to the logits", "call", (rival, threads) => Work.Prediction("I2", rival, new(1024, 4), threads)),
        new("G-f32", "C = A·B, n × n, float", ProductUnit, (rival, threads) => Sizes.SelectMany(n => Work.Product<float>($"G-f32-{n}", rival, n, threads))),
        new("G-f64", "C = A·B, n × n, double", ProductUnit, (rival, threads) => Sizes.SelectMany(n => Work.Product<double>($"G-f64-{n}", rival, n, threads))),
    ];

    /// <summary>Those that a word stands for.</summary>
    public static IReadOnlyList<Question> Find(string word) =>
        [.. All.Where(question => question.Name == word || question.Name.StartsWith(word + '-', StringComparison.Ordinal))];

    private static Question Training(Workload workload)
    {
        var activations = string.Join(", ", workload.Spec.Layers.Select(layer => layer.Activation.Name));
        var sizes = string.Join('-', workload.Spec.Layers.Select(layer => layer.Units).Prepend(workload.Spec.Inputs));
        return new(workload.Name[..2], $"train {sizes} {activations}; {workload.Spec.Loss.Name}; batch {workload.Batch}; {workload.Optimizer.GetType().Name.ToLowerInvariant()}",
            "step", (rival, threads) => Work.Training(workload, rival, threads));
    }
}

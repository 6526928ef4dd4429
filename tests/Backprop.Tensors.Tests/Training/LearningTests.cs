using System.Diagnostics;
using System.Globalization;

namespace Backprop.Tensors.Tests.Training;

/// <summary>What a trainer with plain settings learns.</summary>
public class LearningTests
{
    [Fact]
    public void The_demo_that_the_project_grew_from_converges_from_nearly_every_seed()
    {
        // 2-2-1, sigmoid and identity, weights in [0, 1), rate 0.01, full batch, mean gradient, error below 1e-4.
        var spec = new NetworkSpec(2, [new(2, Activation.Sigmoid), new(1)]);
        var settings = new TrainingSettings
        {
            Epochs = 300_000,
            StopBelow = 1e-4,
            BatchSize = TrainingSettings.FullBatch,
            Optimizer = new Sgd { LearningRate = 0.01 },
        };
        var (clock, epochs, learnt) = (Stopwatch.StartNew(), 0L, 0);
        for (var seed = 0; seed < 100; seed++)
        {
            var report = new Trainer<double>(new Network<double>(spec, seed, Initializer.Uniform(0, 1)), settings).Fit(Small.Xor);
            epochs += report.Epochs;
            learnt += report.Stopped == StopReason.StopBelow ? 1 : 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{learnt} of 100 seeds, {epochs} epochs in {clock.Elapsed.TotalSeconds:F1} s, {clock.Elapsed.TotalNanoseconds / epochs:F0} ns each."));
        Assert.InRange(learnt, 95, 100);
        Assert.InRange(epochs, 100 * 20_000, 100 * 200_000);
    }

    [Fact]
    public void Irises_are_told_apart_in_five_folds()
    {
        if (Iris() is not { } samples)
        {
            Console.WriteLine("Nothing tested: there is no folder ../shared/data beside the repository.");
            return;
        }

        var right = Enumerable.Range(1, 5).Select(seed => CrossValidated(samples, seed)).Order().ToArray();
        Console.WriteLine($"Right of 150, over seeds 1 to 5: {string.Join(", ", right)}.");
        Assert.InRange(right[2], 144, 150);
    }

    /// <summary>How many of all samples are right when each is judged by a network that never saw it.</summary>
    private static int CrossValidated(Samples<double> samples, long seed)
    {
        const int Folds = 5;
        var classes = Classes.Of(samples)!;
        var fold = new int[samples.Count];
        foreach (var members in Enumerable.Range(0, samples.Count).GroupBy(n => classes[n]))
        {
            var all = members.ToArray();
            var order = Permutation.Of(all.Length, RandomStream.For(seed, StreamPurpose.Split, members.Key));
            for (var place = 0; place < all.Length; place++)
            {
                fold[all[order[place]]] = place % Folds;
            }
        }

        var right = 0;
        for (var f = 0; f < Folds; f++)
        {
            var training = samples.Select([.. Enumerable.Range(0, samples.Count).Where(n => fold[n] != f)]);
            var judged = samples.Select([.. Enumerable.Range(0, samples.Count).Where(n => fold[n] == f)]);
            var scaling = Scaling.Fit(ScalingKind.Standard, training.Inputs, ["a", "b", "c", "d"]);
            var network = new Network<double>(new NetworkSpec(4, [new(16, Activation.Tanh), new(3, Activation.Softmax)]), seed);
            var settings = new TrainingSettings { Epochs = 100, BatchSize = 16, Seed = seed, L2 = 1e-3, Optimizer = new Adam { LearningRate = 0.01 } };
            new Trainer<double>(network, settings).Fit(new Samples<double>(4, scaling.Apply(training.Inputs), 3, training.Targets.ToArray()));
            var confusion = ConfusionMatrix.Of<double>(network.Predict(scaling.Apply(judged.Inputs)), judged.Targets, 3);
            right += (int)Math.Round(confusion.Accuracy * judged.Count);
        }

        return right;
    }

    private static Samples<double>? Iris()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Backprop.sln")))
        {
            folder = folder.Parent;
        }

        var data = Environment.GetEnvironmentVariable("BACKPROP_DATA")
            ?? Path.Combine(folder?.FullName ?? ".", "..", "shared", "data");
        var path = Path.Combine(data, "iris.csv");
        if (!File.Exists(path))
        {
            return null;
        }

        var rows = File.ReadLines(path).Select(line => line.Split(',')).Where(cells => cells.Length == 5 && double.TryParse(cells[0], CultureInfo.InvariantCulture, out _)).ToArray();
        var names = rows.Select(cells => cells[4]).Distinct().Order(StringComparer.Ordinal).ToArray();
        return Samples<double>.FromRows(
            [.. rows.Select(cells => cells[..4].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())],
            [.. rows.Select(cells => names.Select(name => name == cells[4] ? 1.0 : 0).ToArray())]);
    }
}

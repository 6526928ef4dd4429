namespace Backprop.Tensors.Tests.Training;

/// <summary>Class weights multiply sample weights, in both engines.</summary>
public class ClassWeightsTests
{
    private static readonly Samples<double> s_samples = Small.Classes<double>(21).WithWeights([.. Enumerable.Range(0, 21).Select(n => 0.5 + (n % 5))]);

    [Fact]
    public void They_multiply_the_samples_own_weights()
    {
        var weighted = ClassWeights.Apply(s_samples, [1, 2, 4]);
        Assert.All(Enumerable.Range(0, 21), n => Assert.Equal(s_samples.Weight(n) * (1 << (n % 3)), weighted.Weight(n)));
        Assert.Same(s_samples, ClassWeights.Apply(s_samples, []));
        var two = ClassWeights.Apply(Small.Xor, [3, 5]);
        Assert.Equal([3, 5, 5, 3], two.Weights);
    }

    [Fact]
    public void Balanced_weights_let_every_class_count_the_same() =>
        Assert.Equal<double>([10 / (3.0 * 2), 10 / (3.0 * 8), 0], ClassWeights.Balanced([0, 0, 1, 1, 1, 1, 1, 1, 1, 1], 3).ToArray());

    [Fact]
    public void Trainer_and_reference_end_with_the_same_bits()
    {
        var settings = new TrainingSettings { Epochs = 5, BatchSize = 4, ClassWeights = [0.5, 0.25, 3] };
        var (network, reference) = (new Network<double>(Small.Classifier, 1), new Reference.Network<double>(Small.Classifier, 1));
        var report = new Trainer<double>(network, settings).Fit(s_samples);
        var result = Reference.Training.Train(reference, s_samples, settings);
        Assert.Equal((result.Epochs, result.Loss), (report.Epochs, report.Loss));
        Assert.Equal(reference.Layers[1].W, network.Parameters.Weights(1).ToArray());
    }

    [Fact]
    public void A_whole_weight_is_as_many_copies()
    {
        var plain = Small.Classes<double>(12);
        var copies = plain.Select([.. Enumerable.Range(0, 12).SelectMany(n => Enumerable.Repeat(n, 1 + (n % 3)))]);
        var settings = new TrainingSettings { Epochs = 20, BatchSize = TrainingSettings.FullBatch };
        var (weighted, copied) = (new Network<double>(Small.Classifier, 1), new Network<double>(Small.Classifier, 1));
        var loss = new Trainer<double>(weighted, settings with { ClassWeights = [1, 2, 3] }).Fit(plain).Loss;
        Assert.Equal(new Trainer<double>(copied, settings).Fit(copies).Loss, loss, 1e-12);
        Assert.All(weighted.Numbers().Zip(copied.Numbers()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }
}

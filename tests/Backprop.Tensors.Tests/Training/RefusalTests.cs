namespace Backprop.Tensors.Tests.Training;

/// <summary>What cannot work is refused before the first step, by name, value and what is allowed.</summary>
public class RefusalTests
{
    private static readonly TrainingSettings s_settings = new();
    private static readonly Samples<double> s_samples = Small.Classes<double>(10);

    public static TheoryData<string, Func<object>> Impossible => new()
    {
        { "Validation is 1; allowed is a number from 0 up to, but not including, 1.", () => s_settings with { Validation = 1 } },
        { "Validation is -0.1; allowed is a number from 0 up to, but not including, 1.", () => s_settings with { Validation = -0.1 } },
        { "Patience is -1; allowed is a whole number, 0 or above.", () => s_settings with { Patience = -1 } },
        { "TimeLimit is 00:00:00; allowed is a time above 0, or null.", () => s_settings with { TimeLimit = TimeSpan.Zero } },
        { "CheckpointEvery is -00:00:01; allowed is 0 or above.", () => s_settings with { CheckpointEvery = TimeSpan.FromSeconds(-1) } },
        { "Checkpoint is ''; allowed is the path of a file, or null.", () => s_settings with { Checkpoint = "" } },
        { "A class weight is -1; allowed is a finite number, 0 or above.", () => s_settings with { ClassWeights = [1, -1] } },
        { "ClassWeights is 0 for every class; allowed is a weight above 0 for one class or more.", () => s_settings with { ClassWeights = [0, 0] } },
        { "Factor is 1; allowed is above 0 and below 1.", () => new PlateauDecay { Factor = 1 } },
        { "Patience is 0; allowed is a whole number, 1 or above.", () => new PlateauDecay { Patience = 0 } },
        { "LearningRate is 1E-60; allowed is a number that float can hold, 1E-45 or above.", () => FloatTrainer(1e-60) },
        { "LearningRate is 1E+60; allowed is a number that float can hold, 1E-45 or above.", () => FloatTrainer(1e60) },
        { "Epochs is -1; allowed is 0 or more.", () => Fit(s_settings, epochs: -1) },
        { "Patience is 3; allowed is 0 without validation: set Validation to a fraction, or give a validation set.", () => Fit(s_settings with { Patience = 3 }) },
        { "Validation is 0.5; allowed is 0 with a validation set of one's own.", () => Fit(s_settings with { Validation = 0.5 }, s_samples) },
        { "Validation is 0.2; allowed is 0 where a class has fewer than 2 samples, and class 1 has one.", () => Fit(s_settings with { Validation = 0.2 }, samples: s_samples.Select([0, 1, 3])) },
        { "Number of class weights is 2; allowed is 3, one per class.", () => Fit(s_settings with { ClassWeights = [1, 2] }) },
        { "BatchSize is 5; allowed is the full batch with rprop, 10 or above.", () => Fit(s_settings with { BatchSize = 5, Optimizer = new Rprop() }) },
        { "The batch weighs nothing: it has no samples, or all their weights are 0.", () => Fit(s_settings, samples: s_samples.WithWeights(new double[10])) },
        { "The batch weighs nothing: it has no samples, or all their weights are 0.", () => new Trainer<float>(new Network<float>(Small.Classifier), s_settings).Fit(Small.Classes<float>(3).WithWeights([1e-60, 1e-60, 1e-60])) },
        { "Input of sample 7, value 1 is NaN; allowed is a finite number.", () => Fit(s_settings, samples: With(double.NaN, 29)) },
        { "Input of sample 2, value 0 is Infinity; allowed is a finite number.", () => Fit(s_settings, With(double.PositiveInfinity, 8)) },
        { "Input of sample 0, value 3 is -Infinity; allowed is a finite number.", () => Stream(s_settings, [s_samples, With(double.NegativeInfinity, 3)]) },
        { "SmallestStep is 5; allowed is at most LargestStep, 1.", () => new OptimizerState<double>(new Rprop { SmallestStep = 5, LargestStep = 1 }, new(Small.Classifier)) },
        { "A batch of 32768 samples of 65536 units does not fit in an array; allowed are smaller batches.", () => WideGradient() },
        { "4294967296 outputs do not fit in an array; allowed are fewer samples at a time.", () => new Network<float>(new NetworkSpec(1, [new(65536)]), initializer: Initializer.Constant(0)).Predict(new float[65536]) },
        { "Samples of 2 inputs and 1 targets do not fit a network of 4 inputs and 3 outputs (one sample per column).", () => Fit(s_settings, samples: Small.Xor) },
        { "Samples of 2 inputs and 1 targets do not fit a network of 4 inputs and 3 outputs (one sample per column).", () => Fit(s_settings, Small.Xor) },
        { "Validation is 0.2; allowed is 0 with a stream of batches, which cannot be split: give a validation set.", () => Stream(s_settings with { Validation = 0.2 }, [s_samples]) },
        { "Optimizer is rprop; allowed is any other with a stream of batches, for rprop needs all samples in one.", () => Stream(s_settings with { Optimizer = new Rprop() }, [s_samples]) },
        { "The stream has 0 batches; allowed is one or more, and not less than the 0 that the epoch began with.", () => Stream(s_settings, []) },
        { "Checkpoint is '/no/such/folder/x'; allowed is a file in a folder that exists.", () => Fit(s_settings with { Checkpoint = "/no/such/folder/x" }) },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void It_is_refused_by_name(string message, Func<object> impossible)
    {
        ArgumentNullException.ThrowIfNull(impossible);
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(impossible).Message);
    }

    [Fact]
    public void Class_weights_need_classes()
    {
        var soft = Samples<double>.FromRows([[1, 2, 3, 4]], [[0.5, 0.5, 0]]);
        var error = Assert.Throws<ArgumentException>(() => Fit(s_settings with { ClassWeights = [1, 2, 3] }, samples: soft));
        Assert.StartsWith("Target of sample 0 is 0.5, 0.5, 0; allowed is one class", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, TrainingSettings> TrainersOwn => new()
    {
        { "Validation is 0.2", s_settings with { Validation = 0.2 } },
        { "Patience is 2", s_settings with { Patience = 2 } },
        { "TimeLimit is 00:00:01", s_settings with { TimeLimit = TimeSpan.FromSeconds(1) } },
        { "Checkpoint is x", s_settings with { Checkpoint = "x" } },
        { "Schedule is reduce on plateau", s_settings with { Schedule = new PlateauDecay() } },
    };

    [Theory]
    [MemberData(nameof(TrainersOwn))]
    public void The_plain_loop_refuses_what_only_the_trainer_has(string message, TrainingSettings settings)
    {
        var network = new Reference.Network<double>(Small.Classifier);
        var error = Assert.Throws<ArgumentException>(() => Reference.Training.Train(network, s_samples, settings));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static TrainingReport Fit(TrainingSettings settings, Samples<double>? validation = null, Samples<double>? samples = null, int? epochs = null) =>
        new Trainer<double>(new Network<double>(Small.Classifier), settings).Fit(samples ?? s_samples, validation, epochs);

    private static Samples<double> With(double value, int place)
    {
        var inputs = s_samples.Inputs.ToArray();
        inputs[place] = value;
        return new(4, inputs, 3, s_samples.Targets.ToArray());
    }

    private static double WideGradient()
    {
        var network = new Network<float>(new NetworkSpec(1, [new(65536), new(1)]), initializer: Initializer.Constant(0));
        return network.ComputeGradient(new(1, new float[32768], 1, new float[32768]), new(network.Spec));
    }

    private static Trainer<float> FloatTrainer(double rate) =>
        new(new Network<float>(Small.Classifier), s_settings with { Optimizer = new Sgd { LearningRate = rate } });

    private static TrainingReport Stream(TrainingSettings settings, Samples<double>[] batches) =>
        new Trainer<double>(new Network<double>(Small.Classifier), settings).Fit(batches);
}

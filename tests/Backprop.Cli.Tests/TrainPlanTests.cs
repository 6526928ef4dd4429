using System.CommandLine;

namespace Backprop.Cli.Tests;

public sealed class TrainPlanTests(DataFiles files) : IClassFixture<DataFiles>
{
    private static TrainPlan Plan(params string[] words)
    {
        var (data, network, run) = (new DataOptions(), new NetworkOptions(), new RunOptions());
        var verb = new Command("train");
        data.AddTo(verb);
        network.AddTo(verb);
        run.AddTo(verb);
        return TrainPlan.Make(new RootCommand { verb }.Parse(["train", .. words]), data, network, run);
    }

    [Fact]
    public void Scaling_is_fitted_on_the_rows_that_train_only()
    {
        var plan = Plan(files["line"], "--target", "y");
        Assert.Equal((40, 10), (plan.Split.Training.Length, plan.Split.HeldOut.Length));
        Assert.Equal(plan.Split.Training.Average(), plan.Inputs!.Offsets[0], 1e-12);
        Assert.NotEqual(24.5, plan.Inputs.Offsets[0], 1e-3);
        Assert.Equal((1000 * plan.Split.Training.Average()) + 5000.5, plan.Targets!.Offsets[0], 1e-8);
    }

    [Fact]
    public void Targets_stay_as_they_are_where_outputs_are_bounded() =>
        Assert.Null(Plan(files["line"], "--target", "y", "--output-activation", "tanh").Targets);

    [Fact]
    public void The_last_rows_are_held_out_where_that_is_asked_for() =>
        Assert.Equal([45, 46, 47, 48, 49], Plan(files["line"], "--target", "y", "--split", "last", "--validation", "0.1").Split.HeldOut);

    [Fact]
    public void A_file_of_its_own_is_held_out_with_the_scaling_of_the_rows_that_train()
    {
        var plan = Plan(files["line"], "--target", "y", "--validation-data", files["more-line"]);
        Assert.Equal((50, 2), (plan.TrainingCount, plan.HeldOutCount));
        Assert.Equal([100, 101], plan.HeldOut!.Inputs.ToArray());
        Assert.Equal(24.5, plan.Inputs!.Offsets[0], 1e-12);
    }

    [Fact]
    public void A_stream_has_the_scaling_of_all_its_rows()
    {
        var (stream, whole) = (Plan(files["line"], "--target", "y", "--stream"), Plan(files["line"], "--target", "y", "--validation", "0"));
        Assert.Equal((50, 0), (stream.TrainingCount, stream.HeldOutCount));
        Assert.Equal(whole.Inputs!.Offsets[0], stream.Inputs!.Offsets[0], 1e-12);
        Assert.Equal(whole.Targets!.Divisors[0], stream.Targets!.Divisors[0], 1e-9);
    }

    [Theory]
    [InlineData("xor", "", "sigmoid", "binary-cross-entropy")]
    [InlineData("moons", "", "softmax", "softmax-cross-entropy")]
    [InlineData("sine", "", "identity", "half-squared-error")]
    [InlineData("moons", "--loss binary-cross-entropy", "sigmoid", "binary-cross-entropy")]
    [InlineData("moons", "--loss mean-squared-error", "sigmoid", "mean-squared-error")]
    [InlineData("moons", "--output-activation sigmoid", "sigmoid", "binary-cross-entropy")]
    [InlineData("moons", "--output-activation tanh", "tanh", "half-squared-error")]
    [InlineData("sine", "--loss huber", "identity", "huber")]
    [InlineData("xor", "--loss half-squared-error --output-activation identity", "identity", "half-squared-error")]
    public void Output_and_loss_follow_from_the_task_and_from_each_other(string data, string options, string output, string loss)
    {
        var spec = Plan([data, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Spec;
        Assert.Equal((output, loss), (spec.Layers[^1].Activation.Name, spec.Loss.Name));
    }

    [Fact]
    public void Options_reach_the_settings()
    {
        var plan = Plan(
            "circles", "--hidden", "4,3", "--activation", "elu", "--no-bias", "--reduction", "sum", "--optimizer", "adamw",
            "--learning-rate", "0.2", "--beta1", "0.3", "--beta2", "0.4", "--epsilon", "0.5", "--weight-decay", "0.6",
            "--schedule", "step:0.7:8", "--l1", "0.09", "--l2", "0.1", "--dropout", "0.11", "--clip-norm", "12", "--clip-value", "13",
            "--batch-size", "14", "--epochs", "15", "--stop-below", "0.16", "--validation", "0.5", "--seed", "17", "--init", "he-normal");
        Assert.Equal([4, 3, 2], plan.Spec.Layers.Select(layer => layer.Units));
        Assert.All(plan.Spec.Layers, layer => Assert.False(layer.HasBias));
        Assert.Equal((Activation.Elu(), Reduction.Sum), (plan.Spec.Layers[0].Activation, plan.Spec.Reduction));
        Assert.Equal(
            new TrainingSettings
            {
                Optimizer = new AdamW { LearningRate = 0.2, Beta1 = 0.3, Beta2 = 0.4, Epsilon = 0.5, WeightDecay = 0.6 },
                Schedule = new StepDecay { Factor = 0.7, Every = 8 },
                L1 = 0.09,
                L2 = 0.1,
                Dropout = 0.11,
                ClipNorm = 12,
                ClipValue = 13,
                BatchSize = 14,
                Epochs = 15,
                StopBelow = 0.16,
                Seed = 17,
            },
            plan.Settings);
        Assert.Equal((200, Initializer.HeNormal), (plan.Split.HeldOut.Length, plan.Initializer));
    }
}

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
            "--batch-size", "14", "--epochs", "15", "--stop-below", "0.16", "--validation", "0.5", "--seed", "17", "--no-shuffle", "--init", "he-normal");
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
                Shuffle = false,
            },
            plan.Settings);
        Assert.Equal((200, Initializer.HeNormal), (plan.Split.HeldOut.Length, plan.Initializer));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimizer_takes_its_parameters(string options, Optimizer optimizer) =>
        Assert.Equal(optimizer, Plan(["moons", "--learning-rate", "0.2", "--optimizer", .. options.Split(' ')]).Settings.Optimizer);

    public static TheoryData<string, Optimizer> Optimizers => new()
    {
        { "sgd", new Sgd { LearningRate = 0.2 } },
        { "momentum --momentum 0.3", new Momentum { LearningRate = 0.2, Mu = 0.3 } },
        { "nesterov --momentum 0.3", new Nesterov { LearningRate = 0.2, Mu = 0.3 } },
        { "rmsprop --rho 0.3 --epsilon 0.4", new RmsProp { LearningRate = 0.2, Rho = 0.3, Epsilon = 0.4 } },
        { "adagrad --epsilon 0.4", new AdaGrad { LearningRate = 0.2, Epsilon = 0.4 } },
        { "adam --beta1 0.3 --beta2 0.5 --epsilon 0.4", new Adam { LearningRate = 0.2, Beta1 = 0.3, Beta2 = 0.5, Epsilon = 0.4 } },
        { "rprop", new Rprop { LearningRate = 0.2 } },
    };

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Every_schedule_is_written_in_one_word(string word, Schedule schedule) =>
        Assert.Equal(schedule, Plan("moons", "--schedule", word).Settings.Schedule);

    public static TheoryData<string, Schedule> Schedules => new()
    {
        { "constant", new ConstantRate() },
        { "step:0.7:8", new StepDecay { Factor = 0.7, Every = 8 } },
        { "exponential:0.7", new ExponentialDecay { Factor = 0.7 } },
        { "inverse-time:0.7", new InverseTimeDecay { Decay = 0.7 } },
        { "cosine:8:0.7", new CosineDecay { WarmUp = 8, Floor = 0.7 } },
        { "plateau", new PlateauDecay() },
        { "plateau:0.7:8:1e-4", new PlateauDecay { Factor = 0.7, Patience = 8, SmallestRate = 1e-4 } },
    };

    [Fact]
    public void Classes_are_balanced_by_the_rows_that_train_only()
    {
        // The last 30 of 150 rows are of kind-b: 20 of it train, and 50 of each other kind.
        var plan = Plan(files["flowers"], "--target", "4", "--split", "last", "--class-weights", "balanced");
        Assert.Equal<double>([0.8, 2, 0.8], plan.Settings.ClassWeights.ToArray());
    }

    [Fact]
    public void A_resumed_run_that_is_cancelled_at_once_says_where_it_stands()
    {
        var checkpoint = files["resumed.checkpoint"];
        var plan = Plan("xor", "--epochs", "2000000000", "--stop-below", "0", "--time-limit", "0.2", "--checkpoint", checkpoint);
        var terminal = new Terminal(new StringWriter(), new StringWriter(), IsInteractive: false);
        var report = Run(isResumed: false, default);
        Assert.Equal("time-limit", report.Stopped);
        var cancelled = Assert.Throws<OperationCanceledException>(() => Run(isResumed: true, new CancellationToken(canceled: true)));
        Assert.Equal(
            FormattableString.Invariant($"Cancelled after epoch {report.Epochs} of 2000000000, at loss {report.Loss:R}. {checkpoint} holds the run: --resume goes on with it."),
            cancelled.Message);

        TrainReport Run(bool isResumed, CancellationToken cancellation) =>
            TrainRun.Execute<double>(plan, new EngineChoice(IsReference: false), isResumed, output: null, terminal, cancellation);
    }
}

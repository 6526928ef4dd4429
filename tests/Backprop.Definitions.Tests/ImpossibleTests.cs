namespace Backprop.Definitions.Tests;

/// <summary>What cannot be trained cannot be said: the message names the property, its value, and what is allowed.</summary>
public class ImpossibleTests
{
    private static readonly Dictionary<string, Func<object>> Cases = new()
    {
        ["Inputs is 0; allowed is a whole number, 1 or above"] = () => new NetworkSpec(0, [new(1)]),
        ["Inputs is -3; allowed is a whole number, 1 or above"] = () => new NetworkSpec(-3, [new(1)]),
        ["Layers is empty; allowed is one layer or more"] = () => new NetworkSpec(1, []),
        ["Units is 0; allowed is a whole number, 1 or above"] = () => new LayerSpec(0),
        ["Units is -1; allowed is a whole number, 1 or above"] = () => new LayerSpec(-1),
        ["Layers[0] is 2000000000 × 2000000000 weights; allowed is at most"] = () => new NetworkSpec(2_000_000_000, [new(2_000_000_000)]),
        ["Layers[0].Activation is softmax; allowed is softmax on the output layer only"] = () => new NetworkSpec(1, [new(2, Activation.Softmax), new(1)]),
        ["Loss is half-squared-error on softmax outputs; allowed is softmax together with softmax-cross-entropy"] = () => new NetworkSpec(1, [new(2, Activation.Softmax)], Loss.HalfSquaredError),
        ["Loss is softmax-cross-entropy on identity outputs; allowed is softmax together with softmax-cross-entropy"] = () => new NetworkSpec(1, [new(2)], Loss.SoftmaxCrossEntropy),
        ["Loss is binary-cross-entropy on tanh outputs; allowed is binary-cross-entropy on sigmoid outputs"] = () => new NetworkSpec(1, [new(2, Activation.Tanh)], Loss.BinaryCrossEntropy),
        ["Reduction is 7; allowed is mean or sum"] = () => new NetworkSpec(1, [new(1)], reduction: (Reduction)7),
        ["Slope of leaky-relu is -0.1; allowed is a finite number, 0 or above"] = () => Activation.LeakyRelu(-0.1),
        ["Slope of leaky-relu is NaN; allowed is a finite number, 0 or above"] = () => Activation.LeakyRelu(double.NaN),
        ["Alpha of elu is NaN; allowed is a finite number above 0"] = () => Activation.Elu(double.NaN),
        ["Alpha of elu is 0; allowed is a finite number above 0"] = () => Activation.Elu(0),
        ["Threshold of huber is Infinity; allowed is a finite number above 0"] = () => Loss.Huber(double.PositiveInfinity),
        ["Value of constant is NaN; allowed is a finite number"] = () => Initializer.Constant(double.NaN),
        ["Range of uniform is 2 to 1; allowed is finite numbers, low ≤ high"] = () => Initializer.Uniform(2, 1),
        ["LearningRate is -0.1; allowed is a finite number above 0"] = () => new Sgd { LearningRate = -0.1 },
        ["LearningRate is 0; allowed is a finite number above 0"] = () => new Adam { LearningRate = 0 },
        ["LearningRate is NaN; allowed is a finite number above 0"] = () => new Rprop { LearningRate = double.NaN },
        ["Mu is 1; allowed is a number from 0 up to, but not including, 1"] = () => new Momentum { Mu = 1 },
        ["Mu is -0.5; allowed is a number from 0 up to, but not including, 1"] = () => new Nesterov { Mu = -0.5 },
        ["Rho is 1; allowed is a number from 0 up to, but not including, 1"] = () => new RmsProp { Rho = 1 },
        ["Beta1 is 1; allowed is a number from 0 up to, but not including, 1"] = () => new Adam { Beta1 = 1 },
        ["Beta2 is 1.5; allowed is a number from 0 up to, but not including, 1"] = () => new AdamW { Beta2 = 1.5 },
        ["Beta1 is NaN; allowed is a number from 0 up to, but not including, 1"] = () => new AdamW { Beta1 = double.NaN },
        ["Epsilon is 0; allowed is a finite number, 1E-30 or above"] = () => new Adam { Epsilon = 0 },
        ["Epsilon is 1E-45; allowed is a finite number, 1E-30 or above"] = () => new AdamW { Epsilon = 1e-45 },
        ["Epsilon is 1E-50; allowed is a finite number, 1E-30 or above"] = () => new RmsProp { Epsilon = 1e-50 },
        ["Epsilon is -1; allowed is a finite number, 1E-30 or above"] = () => new AdaGrad { Epsilon = -1 },
        ["WeightDecay is -1; allowed is a finite number, 0 or above"] = () => new AdamW { WeightDecay = -1 },
        ["Increase is 1; allowed is a finite number above 1"] = () => new Rprop { Increase = 1 },
        ["Decrease is 1; allowed is a number between 0 and 1"] = () => new Rprop { Decrease = 1 },
        ["SmallestStep is 60; allowed is at most LargestStep, 50"] = () => new TrainingSettings { Optimizer = new Rprop { SmallestStep = 60 } },
        ["SmallestStep is 0; allowed is a finite number above 0"] = () => new Rprop { SmallestStep = 0 },
        ["Epochs is -1; allowed is a whole number, 0 or above"] = () => new TrainingSettings { Epochs = -1 },
        ["BatchSize is 0; allowed is a whole number, 1 or above"] = () => new TrainingSettings { BatchSize = 0 },
        ["L1 is -1; allowed is a finite number, 0 or above"] = () => new TrainingSettings { L1 = -1 },
        ["L2 is NaN; allowed is a finite number, 0 or above"] = () => new TrainingSettings { L2 = double.NaN },
        ["Dropout is 1; allowed is a number from 0 up to, but not including, 1"] = () => new TrainingSettings { Dropout = 1 },
        ["ClipValue is 0; allowed is a number, 1E-30 or above (infinity is no limit)"] = () => new TrainingSettings { ClipValue = 0 },
        ["ClipValue is 1E-50; allowed is a number, 1E-30 or above (infinity is no limit)"] = () => new TrainingSettings { ClipValue = 1e-50 },
        ["ClipNorm is NaN; allowed is a number, 1E-30 or above (infinity is no limit)"] = () => new TrainingSettings { ClipNorm = double.NaN },
        ["StopBelow is -1; allowed is a finite number, 0 or above"] = () => new TrainingSettings { StopBelow = -1 },
        ["BatchSize is 4; allowed is the full batch with rprop, 5 or above"] = () =>
        {
            new TrainingSettings { BatchSize = 4, Optimizer = new Rprop() }.RequireFit(5);
            return "passed";
        },
        ["Factor is 0; allowed is above 0 and at most 1"] = () => new StepDecay { Factor = 0 },
        ["Every is 0; allowed is a whole number, 1 or above"] = () => new StepDecay { Every = 0 },
        ["Factor is 1.5; allowed is above 0 and at most 1"] = () => new ExponentialDecay { Factor = 1.5 },
        ["Decay is -1; allowed is a finite number, 0 or above"] = () => new InverseTimeDecay { Decay = -1 },
        ["WarmUp is -1; allowed is a whole number, 0 or above"] = () => new CosineDecay { WarmUp = -1 },
        ["Floor is 1; allowed is a number from 0 up to, but not including, 1"] = () => new CosineDecay { Floor = 1 },
    };

    public static TheoryData<string> Messages => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void It_is_refused_with_a_reason(string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(Cases[message]).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("Optimizer", Assert.Throws<ArgumentNullException>(() => new TrainingSettings { Optimizer = null! }).ParamName);
        Assert.Equal("Schedule", Assert.Throws<ArgumentNullException>(() => new TrainingSettings { Schedule = null! }).ParamName);
        Assert.Equal("layers", Assert.Throws<ArgumentNullException>(() => new NetworkSpec(1, null!)).ParamName);
    }

    [Fact]
    public void An_element_type_other_than_float_or_double_is_refused()
    {
        ElementType.Require<float>();
        ElementType.Require<double>();
        var thrown = Assert.Throws<NotSupportedException>(() => new Samples<Half>(1, new Half[1], 1, new Half[1]));
        Assert.Equal("Element type Half is not supported; allowed is float or double.", thrown.Message);
    }
}

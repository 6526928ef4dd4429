namespace Backprop.Definitions.Tests;

/// <summary>Names in files and on the command line are a contract: each stands for one thing, and none changes.</summary>
public class NamesTests
{
    [Fact]
    public void The_names_are_the_ones_that_files_hold()
    {
        Assert.Equal("identity sigmoid tanh relu leaky-relu elu silu gelu softplus softmax", string.Join(' ', Activation.All.Select(f => f.Name)));
        Assert.Equal(
            "half-squared-error mean-squared-error mean-absolute-error huber binary-cross-entropy softmax-cross-entropy",
            string.Join(' ', Loss.All.Select(loss => loss.Name)));
        Assert.Equal("sgd momentum nesterov rmsprop adagrad adam adamw rprop", string.Join(' ', Optimizer.All.Select(each => each.Name)));
    }

    [Fact]
    public void Every_name_leads_back_to_what_it_names()
    {
        Assert.All(Activation.All, f => Assert.Equal(f, Activation.Parse(f.Name)));
        Assert.All(Loss.All, loss => Assert.Equal(loss, Loss.Parse(loss.Name)));
        Assert.All(Optimizer.All, each => Assert.Equal(each, Optimizer.Parse(each.Name)));
    }

    [Fact]
    public void The_lists_are_complete()
    {
        Assert.Equal(Enum.GetValues<ActivationKind>(), Activation.All.Select(f => f.Kind));
        Assert.Equal(Enum.GetValues<LossKind>(), Loss.All.Select(loss => loss.Kind));
        Assert.Equal(
            typeof(Optimizer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Optimizer))).Select(type => type.Name).Order(),
            Optimizer.All.Select(each => each.GetType().Name).Order());
    }

    [Fact]
    public void Parameters_go_with_the_names_that_take_them()
    {
        Assert.Equal(Activation.LeakyRelu(0.2), Activation.Parse("leaky-relu", 0.2));
        Assert.Equal(Activation.Elu(0.5), Activation.Parse("elu", 0.5));
        Assert.Equal(Loss.Huber(2), Loss.Parse("huber", 2));
        Assert.Equal((0.01, 1.0, 1.0), (Activation.LeakyRelu().Parameter, Activation.Elu().Parameter, Loss.Huber().Threshold));
        Assert.Equal(("slope", "alpha", null), (Activation.LeakyRelu().ParameterName, Activation.Elu().ParameterName, Activation.Relu.ParameterName));
        Assert.Equal("Activation tanh takes no parameter; only leaky-relu (slope) and elu (alpha) do.", Thrown(() => Activation.Parse("tanh", 1)));
        Assert.Equal("Loss half-squared-error takes no threshold; only huber does.", Thrown(() => Loss.Parse("half-squared-error", 1)));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_list_of_those_there_are()
    {
        Assert.Equal(
            "Activation is 'swish'; allowed is one of identity, sigmoid, tanh, relu, leaky-relu, elu, silu, gelu, softplus, softmax.",
            Thrown(() => Activation.Parse("swish")));
        Assert.StartsWith("Loss is 'ReLU'; allowed is one of half-squared-error, ", Thrown(() => Loss.Parse("ReLU")), StringComparison.Ordinal);
        Assert.StartsWith("Optimizer is ''; allowed is one of sgd, ", Thrown(() => Optimizer.Parse("")), StringComparison.Ordinal);
    }

    private static string Thrown(Func<object> parse) => Assert.Throws<ArgumentException>(parse).Message;
}

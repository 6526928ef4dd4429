namespace Backprop.Tensors.Tests;

/// <summary>Who may know whom.</summary>
public class ArchitectureTests
{
    [Fact]
    public void The_engine_and_the_reference_never_see_each_other()
    {
        Assert.Equal(["Backprop.Definitions"], OursKnownTo(typeof(Network<>)));
        Assert.Equal(["Backprop.Definitions"], OursKnownTo(typeof(Reference.Network<>)));
    }

    [Fact]
    public void The_definitions_know_the_framework_only()
    {
        Assert.Empty(OursKnownTo(typeof(NetworkSpec)));
        // netstandard is the framework too, by its older name, which measuring coverage refers to.
        Assert.All(typeof(NetworkSpec).Assembly.GetReferencedAssemblies(), name => Assert.Matches(@"^(System\..*|netstandard)$", name.Name));
    }

    [Fact]
    public void Kernels_know_spans_and_definitions_but_nothing_above_them()
    {
        var kernels = typeof(Network<>).Assembly.GetTypes().Where(type => type.Namespace == "Backprop.Tensors.Kernels").ToArray();
        Assert.NotEmpty(kernels);
        var above = kernels
            .SelectMany(type => type.GetFields(All).Select(field => field.FieldType)
                .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))))
            .Where(type => type.Namespace is "Backprop.Tensors" or "Backprop.Tensors.Files" || type.Namespace?.StartsWith("MathNet", StringComparison.Ordinal) == true);
        Assert.Empty(above);
    }

    private const System.Reflection.BindingFlags All =
        System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static
        | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly;

    private static string[] OursKnownTo(Type type) =>
        [.. type.Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Backprop", StringComparison.Ordinal))];
}

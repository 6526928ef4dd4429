using System.Numerics;

namespace Backprop.Tensors.Files;

/// <summary>
/// Activations as ONNX operators of opset 17. Where ONNX Runtime has an operator for float only, double is made of others;
/// parameters of operators are floats, so double slopes are made of others too.
/// </summary>
internal static class OnnxActivations
{
    /// <summary>a = f(z).</summary>
    /// <returns>The name of a.</returns>
    /// <exception cref="NotSupportedException">ONNX Runtime has no operator for it.</exception>
    public static string Apply<T>(OnnxGraph<T> graph, Activation f, string z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (f.Kind, typeof(T) == typeof(double)) switch
        {
            (ActivationKind.Identity, _) => z,
            (ActivationKind.Sigmoid, _) => graph.Node("Sigmoid", z),
            (ActivationKind.Tanh, _) => graph.Node("Tanh", z),
            (ActivationKind.Relu, _) => graph.Node("Relu", z),
            (ActivationKind.Softmax, _) => graph.Node("Softmax", ("axis", 1), z),
            (ActivationKind.Silu, _) => graph.Node("Mul", z, graph.Node("Sigmoid", z)),
            (ActivationKind.LeakyRelu, false) => graph.Node("LeakyRelu", ("alpha", f.Parameter), z),
            (ActivationKind.LeakyRelu, true) => graph.Node("Add", Positive(graph, z), graph.Node("Mul", Negative(graph, z), graph.Constant(f.Parameter))),
            (ActivationKind.Elu, false) => graph.Node("Elu", ("alpha", f.Parameter), z),
            (ActivationKind.Elu, true) => graph.Node("Add", Positive(graph, z), graph.Node(
                "Mul", graph.Constant(f.Parameter), graph.Node("Sub", graph.Node("Exp", Negative(graph, z)), graph.Constant(1)))),
            (ActivationKind.Softplus, false) => graph.Node("Softplus", z),
            (ActivationKind.Softplus, true) => graph.Node("Add", Positive(graph, z), graph.Node(
                "Log", graph.Node("Add", graph.Constant(1), graph.Node("Exp", graph.Node("Neg", graph.Node("Abs", z)))))),
            (ActivationKind.Gelu, false) => graph.Node("Mul", z, graph.Node("Mul", graph.Constant(0.5), graph.Node(
                "Add", graph.Constant(1), graph.Node("Erf", graph.Node("Mul", z, graph.Constant(InverseRootOf2)))))),
            _ => throw new NotSupportedException($"{f.Name} of double cannot be exported: ONNX Runtime has no double operator for it; allowed is float."),
        };

    /// <summary>1/√2.</summary>
    private const double InverseRootOf2 = 0.70710678118654752;

    private static string Positive<T>(OnnxGraph<T> graph, string z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => graph.Node("Max", z, graph.Constant(0));

    private static string Negative<T>(OnnxGraph<T> graph, string z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => graph.Node("Min", z, graph.Constant(0));
}

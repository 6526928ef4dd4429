namespace Backprop.Verification;

/// <summary>
/// Every function that <c>backprop verify --exhaustive</c> looks at, with its stated error: what a run over all floats prints,
/// rounded up. ½ is the error of rounding alone. The derivatives of silu and gelu have a zero, next to which their terms cancel.
/// </summary>
internal static class SweptFunctions
{
    public static IReadOnlyList<SweptFunction> All { get; } =
    [
        new ElementaryFunction<Exp>("exp", 0.502),
        new ElementaryFunction<Expm1>("expm1", 0.506),
        new ElementaryFunction<Log>("log", 0.501),
        new ElementaryFunction<Log1p>("log1p", 0.501),
        new ElementaryFunction<Tanh>("tanh", 0.505),
        new ElementaryFunction<Erf>("erf", 0.525),
        new ElementaryFunction<Erfc>("erfc", 0.55),
        new ActivationValue(Activation.Identity, 0),
        new ActivationDerivative(Activation.Identity, 0),
        new ActivationValue(Activation.Sigmoid, 0.505),
        new ActivationDerivative(Activation.Sigmoid, 0.5),
        new ActivationValue(Activation.Tanh, 0.505),
        new ActivationDerivative(Activation.Tanh, 0.5),
        new ActivationValue(Activation.Relu, 0),
        new ActivationDerivative(Activation.Relu, 0),
        new ActivationValue(Activation.LeakyRelu(), 0.5),
        new ActivationDerivative(Activation.LeakyRelu(), 0),
        new ActivationValue(Activation.Elu(), 0.506),
        new ActivationDerivative(Activation.Elu(), 0.5),
        new ActivationValue(Activation.Silu, 0.505),
        new ActivationDerivative(Activation.Silu, 4900),
        new ActivationValue(Activation.Gelu, 0.55),
        new ActivationDerivative(Activation.Gelu, 1_070_000),
        new ActivationValue(Activation.Softplus, 0.505),
        new ActivationDerivative(Activation.Softplus, 0.505),
    ];
}

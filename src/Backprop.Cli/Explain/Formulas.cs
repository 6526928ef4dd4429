using static System.FormattableString;

namespace Backprop.Cli;

/// <summary>What activations and losses compute, in the letters of the text.</summary>
internal static class Formulas
{
    /// <summary>a = f(z).</summary>
    public static string Value(Activation f) => f.Kind switch
    {
        ActivationKind.Identity => "a = z",
        ActivationKind.Sigmoid => "a = 1/(1 + e^−z)",
        ActivationKind.Tanh => "a = tanh z",
        ActivationKind.Relu => "a = max(z, 0)",
        ActivationKind.LeakyRelu => Invariant($"a = z where z > 0, else {f.Parameter:R}·z"),
        ActivationKind.Elu => Invariant($"a = z where z > 0, else {f.Parameter:R}·(e^z − 1)"),
        ActivationKind.Silu => "a = z·σ(z), σ(z) = 1/(1 + e^−z)",
        ActivationKind.Gelu => "a = z·Φ(z), Φ the normal distribution and φ its density",
        ActivationKind.Softplus => "a = ln(1 + e^z)",
        ActivationKind.Softmax => "a = e^z / Σ e^z, the sum over a column",
        _ => throw new NotSupportedException(f.Name),
    };

    /// <summary>f′; softmax has none of its own.</summary>
    public static string Derivative(Activation f) => f.Kind switch
    {
        ActivationKind.Identity => "f′ = 1",
        ActivationKind.Sigmoid => "f′ = a·(1 − a)",
        ActivationKind.Tanh => "f′ = 1 − a²",
        ActivationKind.Relu => "f′ = 1 where a > 0, else 0",
        ActivationKind.LeakyRelu => Invariant($"f′ = 1 where a > 0, else {f.Parameter:R}"),
        ActivationKind.Elu => Invariant($"f′ = 1 where a > 0, else a + {f.Parameter:R}"),
        ActivationKind.Silu => "f′ = σ(z) + z·σ(z)·(1 − σ(z))",
        ActivationKind.Gelu => "f′ = Φ(z) + z·φ(z)",
        ActivationKind.Softplus => "f′ = 1/(1 + e^−z)",
        _ => throw new NotSupportedException(f.Name),
    };

    /// <summary>A sample's loss over its K outputs.</summary>
    public static string Value(Loss loss) => loss.Kind switch
    {
        LossKind.HalfSquaredError => "½·Σ(a − t)²",
        LossKind.MeanSquaredError => "Σ(a − t)²/K",
        LossKind.MeanAbsoluteError => "Σ|a − t|/K",
        LossKind.Huber => Invariant($"Σ h(a − t)/K, h(d) = ½·d² where |d| ≤ {loss.Threshold:R}, else {loss.Threshold:R}·(|d| − {loss.Threshold / 2:R})"),
        LossKind.BinaryCrossEntropy => "−Σ[t·ln a + (1 − t)·ln(1 − a)]",
        LossKind.SoftmaxCrossEntropy => "−Σ t·ln a",
        _ => throw new NotSupportedException(loss.Name),
    };

    /// <summary>δ of the outputs for so many samples.</summary>
    public static string OutputDelta(NetworkSpec spec, int samples)
    {
        var terms = (long)(spec.Loss.IsMeanOverOutputs ? spec.Outputs : 1) * (spec.Reduction == Reduction.Mean ? samples : 1);
        var slope = spec.Loss.Kind switch
        {
            LossKind.HalfSquaredError => "(a − t)·f′",
            LossKind.MeanSquaredError => "2·(a − t)·f′",
            LossKind.MeanAbsoluteError => "sign(a − t)·f′",
            LossKind.Huber => Invariant($"min(max(a − t, −{spec.Loss.Threshold:R}), {spec.Loss.Threshold:R})·f′"),
            _ => "(a − t)",
        };
        var hasOwnSlope = spec.Loss.Kind is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy;
        return Invariant($"{slope}/{terms}{(hasOwnSlope ? "" : ", " + Derivative(spec.Layers[^1].Activation))}");
    }
}

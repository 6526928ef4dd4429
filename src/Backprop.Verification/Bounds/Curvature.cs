using static System.Math;

namespace Backprop.Verification;

/// <summary>What error analysis needs of an activation: how steep it is at most, how bent, and where its derivative jumps.</summary>
internal static class Curvature
{
    /// <summary>max |f′|; of softmax, by which no output moves further than ½ of the furthest weighted sum.</summary>
    public static double Steepest(Activation f) => f.Kind switch
    {
        ActivationKind.Sigmoid => 0.25,
        ActivationKind.Softmax => 0.5,
        ActivationKind.LeakyRelu or ActivationKind.Elu => Max(1, f.Parameter),
        ActivationKind.Silu => 1.1,
        ActivationKind.Gelu => 1.13,
        _ => 1,
    };

    /// <summary>max |f″| away from a jump.</summary>
    public static double Bend(Activation f) => f.Kind switch
    {
        ActivationKind.Sigmoid => 0.1,
        ActivationKind.Tanh => 0.77,
        ActivationKind.Elu => f.Parameter,
        ActivationKind.Silu => 0.5,
        ActivationKind.Gelu => 0.8,
        ActivationKind.Softplus => 0.25,
        _ => 0,
    };

    /// <summary>By how much f′ jumps at 0.</summary>
    public static double Jump(Activation f) => f.Kind switch
    {
        ActivationKind.Relu => 1,
        ActivationKind.LeakyRelu or ActivationKind.Elu => Abs(1 - f.Parameter),
        _ => 0,
    };

    /// <summary>Whether f or a derivative of it jumps at 0.</summary>
    public static bool HasKink(Activation f) => f.Kind is ActivationKind.Relu or ActivationKind.LeakyRelu or ActivationKind.Elu;

    /// <summary>Roundings in f: none, one, or a few where an elementary function is in it.</summary>
    public static int Roundings(Activation f) => f.Kind switch
    {
        ActivationKind.Identity or ActivationKind.Relu => 0,
        ActivationKind.LeakyRelu => 1,
        _ => 8,
    };
}

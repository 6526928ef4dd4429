using System.Numerics;

namespace Backprop.Reference;

/// <summary>One dense layer: its parameters, and what the last pass left in it. Shapes and letters: see README.md in this folder.</summary>
public sealed class DenseLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal DenseLayer(int inputs, LayerSpec spec)
    {
        Spec = spec;
        W = new T[spec.Units, inputs];
        B = spec.HasBias ? new T[spec.Units, 1] : null;
        DW = new T[spec.Units, inputs];
        DB = spec.HasBias ? new T[spec.Units, 1] : null;
    }

    /// <summary>What the layer is.</summary>
    public LayerSpec Spec { get; }

    /// <summary>Weights [out × in].</summary>
    public T[,] W { get; }

    /// <summary>Bias [out × 1], or null.</summary>
    public T[,]? B { get; }

    /// <summary>dE/dw [out × in].</summary>
    public T[,] DW { get; }

    /// <summary>dE/db [out × 1], or null.</summary>
    public T[,]? DB { get; }

    /// <summary>Input of the last pass [in × batch].</summary>
    public T[,] X { get; private set; } = new T[0, 0];

    /// <summary>Weighted sums of the last pass [out × batch].</summary>
    public T[,] Z { get; private set; } = new T[0, 0];

    /// <summary>Activations of the last pass, before dropout [out × batch].</summary>
    public T[,] A { get; private set; } = new T[0, 0];

    /// <summary>δ = dE/dz of the last pass [out × batch].</summary>
    public T[,] DZ { get; private set; } = new T[0, 0];

    /// <summary>The weights, then the bias if there is one.</summary>
    public IEnumerable<Parameter<T>> Parameters =>
        B is null || DB is null ? [new(W, DW, true)] : [new(W, DW, true), new(B, DB, false)];

    /// <summary>z = w·x + b, a = f(z).</summary>
    /// <param name="x">Inputs [in × batch].</param>
    /// <returns>a.</returns>
    public T[,] Forward(T[,] x)
    {
        var (units, batch) = (Spec.Units, x.GetLength(1));
        (X, Z, A, DZ) = (x, new T[units, batch], new T[units, batch], new T[units, batch]);
        Products.Forward(W, B, X, Z);
        if (Spec.Activation.Kind == ActivationKind.Softmax)
        {
            Softmax.Forward(Z, A);
            return A;
        }

        for (var o = 0; o < units; o++)
        {
            for (var n = 0; n < batch; n++)
            {
                A[o, n] = Activations.Value(Spec.Activation, Z[o, n]);
            }
        }

        return A;
    }

    /// <summary>δ = s·f′(z), for a hidden layer.</summary>
    /// <param name="s">dE/da [out × batch].</param>
    public void HiddenDelta(T[,] s)
    {
        for (var o = 0; o < Spec.Units; o++)
        {
            for (var n = 0; n < s.GetLength(1); n++)
            {
                DZ[o, n] = s[o, n] * Activations.Derivative(Spec.Activation, Z[o, n], A[o, n]);
            }
        }
    }

    /// <summary>dw = δ·xᵀ, db = Σₙ δ.</summary>
    public void ParameterGradients()
    {
        Products.WeightGradient(DZ, X, DW);
        if (DB is not null)
        {
            Products.BiasGradient(DZ, DB);
        }
    }

    /// <summary>s = wᵀ·δ: dE/da of the layer before.</summary>
    public T[,] InputGradient()
    {
        var s = new T[X.GetLength(0), X.GetLength(1)];
        Products.InputGradient(W, DZ, s);
        return s;
    }
}

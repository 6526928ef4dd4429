using System.Collections.Immutable;
using Backprop.Reference;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>
/// f′ of an activation with its default parameter, which the engine multiplies by 1. Where f′ is defined by a = f(z), it is the
/// function of that a, a float, whose error counts.
/// </summary>
/// <param name="f">The activation.</param>
/// <param name="bound">The error that is stated, in ulp.</param>
internal sealed class ActivationDerivative(Activation f, double bound) : SweptFunction($"{f.Name}-derivative", bound)
{
    private readonly Activation _inDouble = ActivationValue.InDouble(f);

    public override Finding Look(FloatBlock block, ImmutableArray<VectorWidth> widths)
    {
        block.Activate(f);
        for (var i = 0; i < FloatBlock.Size; i++)
        {
            block.Expected[i] = Activations.Derivative(f, block.X[i], block.A[i]);
        }

        Mismatch? mismatch = null;
        foreach (var width in widths)
        {
            // The engine's derivative of identity is no pass at all: what it leaves is the factor.
            Kernels<float>.At(width).HiddenDelta(f, block.X, block.A, block.One, block.Found);
            mismatch ??= Difference<float>(block, width, block.Expected, block.Found);
        }

        Kernels<double>.Widest.HiddenDelta(_inDouble, block.WideX, block.WideA, block.WideOne, block.WideFound);
        return Worst(block, block.Expected, block.WideFound, mismatch);
    }
}

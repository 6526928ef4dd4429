using System.Collections.Immutable;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>a = f(z) of an activation with its default parameter.</summary>
/// <param name="f">The activation.</param>
/// <param name="bound">The error that is stated, in ulp.</param>
internal sealed class ActivationValue(Activation f, double bound) : SweptFunction($"{f.Name}-value", bound)
{
    private readonly Activation _inDouble = InDouble(f);

    public override Finding Look(FloatBlock block, ImmutableArray<VectorWidth> widths)
    {
        block.Activate(f);
        Mismatch? mismatch = null;
        foreach (var width in widths)
        {
            Kernels<float>.At(width).Activate(f, block.X, block.Found);
            mismatch ??= Difference<float>(block, width, block.A, block.Found);
        }

        Kernels<double>.Widest.Activate(_inDouble, block.WideX, block.WideFound);
        return Worst(block, block.A, block.WideFound, mismatch);
    }

    /// <summary>The same function for double: its parameter is the one that float has.</summary>
    public static Activation InDouble(Activation f) =>
        f.ParameterName is null ? f : Activation.Parse(f.Name, (float)f.Parameter);
}

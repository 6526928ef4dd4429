using System.Collections.Immutable;
using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>An elementary function, scalar and over lanes. The T says what its result will be rounded to.</summary>
internal interface IElementary
{
    /// <summary>Whether the engine has it over lanes.</summary>
    static virtual bool HasLanes => true;

    /// <summary>The definition.</summary>
    static abstract double Of<T>(double x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The same over lanes.</summary>
    static abstract D Over<D, T>(D x)
        where D : struct, ILanes<D, double>;
}

/// <summary>An elementary function on widened floats: lanes against the definition in all bits of double, before they are rounded.</summary>
internal sealed class ElementaryFunction<F>(string name, double bound) : SweptFunction(name, bound)
    where F : struct, IElementary
{
    public override Finding Look(FloatBlock block, ImmutableArray<VectorWidth> widths)
    {
        var (x, expected, found) = (block.WideX, block.WideExpected, block.WideFound);
        for (var i = 0; i < FloatBlock.Size; i++)
        {
            expected[i] = F.Of<float>(x[i]);
            block.Expected[i] = (float)expected[i];
        }

        if (!F.HasLanes)
        {
            for (var i = 0; i < FloatBlock.Size; i++)
            {
                found[i] = F.Of<double>(x[i]);
            }

            return Worst(block, block.Expected, found, null);
        }

        Mismatch? mismatch = null;
        foreach (var width in widths)
        {
            Run<float>(width, x, found);
            mismatch ??= Difference<double>(block, width, expected, found);
        }

        Run<double>(Kernels<double>.Widest.Width, x, found);
        return Worst(block, block.Expected, found, mismatch);
    }

    private static void Run<T>(VectorWidth width, ReadOnlySpan<double> x, Span<double> y)
    {
        switch (width)
        {
            case VectorWidth.V512: Run<Lanes512<double>, T>(x, y); break;
            case VectorWidth.V256: Run<Lanes256<double>, T>(x, y); break;
            case VectorWidth.V128: Run<Lanes128<double>, T>(x, y); break;
            default: Run<Lanes1<double>, T>(x, y); break;
        }
    }

    private static void Run<D, T>(ReadOnlySpan<double> x, Span<double> y)
        where D : struct, ILanes<D, double> =>
        Elementwise<D, double>.Run(default(OnLanes<D, T>), x, y);

    private readonly struct OnLanes<D, T> : IUnary<D>
        where D : struct, ILanes<D, double>
    {
        public D Of(D x) => F.Over<D, T>(x);
    }
}

using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>What is tried over lanes themselves: lanes V of T, lanes D of double.</summary>
internal interface ITrial<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<V, D>()
        where V : struct, ILanes<V, T>, IWidening<V, D, T>
        where D : struct, ILanes<D, double>;
}

/// <summary>Lanes of a width of one's choice.</summary>
internal static class Widths
{
    public static void Run<T>(VectorWidth width, ITrial<T> trial)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (width)
        {
            case VectorWidth.V512: trial.Run<Lanes512<T>, Lanes512<double>>(); break;
            case VectorWidth.V256: trial.Run<Lanes256<T>, Lanes256<double>>(); break;
            case VectorWidth.V128: trial.Run<Lanes128<T>, Lanes128<double>>(); break;
            default: trial.Run<Lanes1<T>, Lanes1<double>>(); break;
        }
    }
}

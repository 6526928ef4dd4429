using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests;

/// <summary>What is tried at every width: lanes V of T, lanes D of double.</summary>
internal interface ITrial<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<V, D>()
        where V : struct, ILanes<V, T>, IWidening<V, D, T>
        where D : struct, ILanes<D, double>;
}

/// <summary>The four widths; those that the processor lacks are emulated.</summary>
internal static class Widths
{
    public static TheoryData<int> All => [1, 128, 256, 512];

    public static void Run<T>(int width, ITrial<T> trial)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (width)
        {
            case 1: trial.Run<Lanes1<T>, Lanes1<double>>(); break;
            case 128: trial.Run<Lanes128<T>, Lanes128<double>>(); break;
            case 256: trial.Run<Lanes256<T>, Lanes256<double>>(); break;
            default: trial.Run<Lanes512<T>, Lanes512<double>>(); break;
        }
    }
}

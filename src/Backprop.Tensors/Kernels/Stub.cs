#pragma warning disable
using System.Numerics;
namespace Backprop.Tensors.Kernels;
internal static class Activations<V, D, T> where V : struct, ILanes<V, T>, IWidening<V, D> where D : struct, ILanes<D, double> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Forward(Activation f, ReadOnlySpan<T> z, Span<T> a) { for (var i = 0; i < z.Length; i++) a[i] = z[i] <= T.Zero ? T.Zero : z[i]; }
    public static void Backward(Activation f, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> s, Span<T> dz) { for (var i = 0; i < z.Length; i++) dz[i] = a[i] > T.Zero ? s[i] : T.Zero; }
}
internal readonly ref struct OutputBatch<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, int outputs) { public readonly ReadOnlySpan<T> Z = z, A = a, Targets = t; public int Outputs => outputs; }

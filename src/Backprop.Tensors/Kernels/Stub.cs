#pragma warning disable
using System.Numerics;
namespace Backprop.Tensors.Kernels;
internal readonly ref struct OutputBatch<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, int outputs) { public readonly ReadOnlySpan<T> Z = z, A = a, Targets = t; public int Outputs => outputs; }

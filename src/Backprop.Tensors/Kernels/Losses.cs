using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// How far the outputs are from the targets, and the δ that starts the way back. d = a − t, K outputs, N samples, D the one
/// divisor of a batch: E = Σₙ value / D.
/// </summary>
internal static class Losses<V, D, T>
    where V : struct, ILanes<V, T>, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The value of each sample, not yet divided by D: a sum over its outputs, o ascending, in double.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="batch">Outputs and targets.</param>
    /// <param name="m">With softmax-cross-entropy the maximum of each sample, from <see cref="Softmax{V, D, T}"/>; else not looked at.</param>
    /// <param name="sums">Likewise S of each sample.</param>
    /// <param name="scratch">With binary-cross-entropy as long as the outputs, overwritten; else not looked at.</param>
    /// <param name="values">One value for each sample, overwritten; apart from all else in memory.</param>
    public static void Values(
        Loss loss, in OutputBatch<T> batch, ReadOnlySpan<double> m, ReadOnlySpan<double> sums, Span<double> scratch, Span<double> values)
    {
        values = values[..batch.Samples];
        switch (loss.Kind)
        {
            case LossKind.HalfSquaredError: Sum(default(HalfSquares<T>), batch.A, batch, values); break;
            case LossKind.MeanSquaredError: Sum(default(Squares<T>), batch.A, batch, values); break;
            case LossKind.MeanAbsoluteError: Sum(default(Distances<T>), batch.A, batch, values); break;
            case LossKind.Huber: Sum(new HuberTerms<T>(loss.Threshold), batch.A, batch, values); break;
            case LossKind.BinaryCrossEntropy when batch.IsTurned: Sum(default(BinaryCrossEntropies<T>), batch.Z, batch, values); break;
            case LossKind.BinaryCrossEntropy:
                scratch = scratch[..batch.Z.Length];
                BinaryCrossEntropies(batch.Z, batch.Targets, scratch);
                ColumnSums.Run<Terms, double>(default, scratch, scratch, batch.Outputs, values);
                break;
            case LossKind.SoftmaxCrossEntropy:
                // ln S rests where the value of its sample is going to stand.
                Elementwise<D, double>.Run(default(LogOf<D, T>), sums, values);
                Sum(new SoftmaxCrossEntropies<T>(m, values), batch.Z, batch, values);
                break;
            default: throw new ArgumentException($"Loss {loss} is not known.");
        }
    }

    /// <summary>
    /// δ of the output layer: (e·f′)/D, or ((e·f′)·weight)/D with sample weights; e is d for half-squared, 2·d mean-squared,
    /// sign(d) mean-absolute, d cut to ± threshold for Huber. For the two cross-entropies e·f′ is d as a whole.
    /// </summary>
    /// <param name="loss">The loss.</param>
    /// <param name="f">The output layer's activation.</param>
    /// <param name="batch">Outputs and targets.</param>
    /// <param name="weights">One for each sample, or none.</param>
    /// <param name="divisor">D.</param>
    /// <param name="dz">δ, as many as outputs, overwritten; apart from all else in memory.</param>
    public static void OutputDelta(
        Loss loss, Activation f, in OutputBatch<T> batch, ReadOnlySpan<double> weights, double divisor, Span<T> dz)
    {
        dz = dz[..batch.A.Length];
        TensorPrimitives.Subtract(batch.A, batch.Targets, dz);
        switch (loss.Kind)
        {
            case LossKind.MeanSquaredError: Elementwise<V, T>.Run(default(Twice), dz, dz); break;
            case LossKind.MeanAbsoluteError: Elementwise<V, T>.Run(default(SignOf), dz, dz); break;
            case LossKind.Huber: Elementwise<V, T>.Run(new Cut(T.CreateChecked(loss.Threshold)), dz, dz); break;
            default: break;
        }

        if (loss.Kind is not (LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy))
        {
            Activations<V, D, T>.Backward(f, batch.Z, batch.A, dz, dz);
        }

        for (var n = 0; n < weights.Length; n++)
        {
            var column = dz.Slice(n * batch.Outputs, batch.Outputs);
            TensorPrimitives.Multiply(column, T.CreateChecked(weights[n]), column);
        }

        TensorPrimitives.Divide(dz, T.CreateChecked(divisor), dz);
    }

    private static void Sum<F>(scoped F f, ReadOnlySpan<T> x, in OutputBatch<T> batch, Span<double> values)
        where F : struct, ISummand<T>, allows ref struct
    {
        if (batch.IsTurned)
        {
            ColumnSums.Turned<F, V, D, T>(f, x, batch.Targets, batch.Outputs, values);
            return;
        }

        ColumnSums.Run(f, x, batch.Targets, batch.Outputs, values);
    }

    /// <summary>terms = (max(z, 0) − t·z) + log1p(exp(−|z|)).</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void BinaryCrossEntropies(ReadOnlySpan<T> z, ReadOnlySpan<T> t, Span<double> terms)
    {
        if (terms.Length < D.Count && D.Count > 1)
        {
            Losses<Lanes1<T>, Lanes1<double>, T>.BinaryCrossEntropies(z, t, terms);
            return;
        }

        ref var z0 = ref MemoryMarshal.GetReference(z[..terms.Length]);
        ref var t0 = ref MemoryMarshal.GetReference(t[..terms.Length]);
        ref var terms0 = ref MemoryMarshal.GetReference(terms);
        for (var i = 0; i < terms.Length; i += D.Count)
        {
            // The last register may overlap the one before it.
            var at = Math.Min(i, terms.Length - D.Count);
            var (zo, to) = (V.LoadWide(ref z0, at), V.LoadWide(ref t0, at));
            BinaryCrossEntropies<T>.Term(zo, to).Store(ref terms0, at);
        }
    }

    /// <summary>2·d.</summary>
    private readonly struct Twice : IUnary<V>
    {
        public V Of(V d) => d + d;
    }

    /// <summary>1, −1, or 0 for ±0.</summary>
    private readonly struct SignOf : IUnary<V>
    {
        public V Of(V d) => Sign<T>.Of(d);
    }

    /// <summary>min(max(d, −threshold), threshold).</summary>
    private readonly struct Cut(T threshold) : IUnary<V>
    {
        private readonly T _threshold = threshold;

        public V Of(V d) => V.Min(V.Max(d, V.Broadcast(-_threshold)), V.Broadcast(_threshold));
    }
}

using System.Numerics;
using System.Runtime.Intrinsics;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// All passes over memory at one vector width, which is chosen here; a kernel takes narrower lanes by itself only for what fills no
/// register.
/// </summary>
internal abstract class Kernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The widest that the processor has.</summary>
    public static Kernels<T> Widest { get; } = At(
        Vector512.IsHardwareAccelerated ? VectorWidth.V512
        : Vector256.IsHardwareAccelerated ? VectorWidth.V256
        : Vector128.IsHardwareAccelerated ? VectorWidth.V128
        : VectorWidth.Scalar);

    /// <summary>At a width of one's choice; one that the processor lacks is put together from narrower ones.</summary>
    public static Kernels<T> At(VectorWidth width) => width switch
    {
        VectorWidth.V512 => new Kernels<Lanes512<T>, Lanes512<double>, T>(width),
        VectorWidth.V256 => new Kernels<Lanes256<T>, Lanes256<double>, T>(width),
        VectorWidth.V128 => new Kernels<Lanes128<T>, Lanes128<double>, T>(width),
        _ => new Kernels<Lanes1<T>, Lanes1<double>, T>(VectorWidth.Scalar),
    };

    /// <summary>The width.</summary>
    public abstract VectorWidth Width { get; }

    /// <inheritdoc cref="Product{V, T}.Run"/>
    public abstract void Product(in Operand<T> a, in Operand<T> b, in Destination<T> c, int threads);

    /// <summary>Samples that lie side by side come in multiples of this.</summary>
    public abstract int LaneBlock { get; }

    /// <inheritdoc cref="LaneProduct{V, T}.Run"/>
    public abstract void LaneProduct(int rows, int depth, int columns, ref readonly T a, ref readonly T b, ref readonly T bias, ref T c, in TileSteps steps);

    /// <inheritdoc cref="NarrowSoftmax{V, D, T}.Turned"/>
    public abstract void TurnedSoftmax(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums);

    /// <inheritdoc cref="Activations{V, D, T}.Forward"/>
    public abstract void Activate(Activation f, ReadOnlySpan<T> z, Span<T> a);

    /// <inheritdoc cref="Activations{V, D, T}.Backward"/>
    public abstract void HiddenDelta(Activation f, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> s, Span<T> dz);

    /// <inheritdoc cref="Softmax{V, D, T}.Forward"/>
    public abstract void Softmax(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums);

    /// <inheritdoc cref="RowSums{V, T}.Run"/>
    public abstract void RowSums(ReadOnlySpan<T> values, Span<T> sums);

    /// <inheritdoc cref="Losses{V, D, T}.Values"/>
    public abstract void LossValues(
        Loss loss, in OutputBatch<T> batch, ReadOnlySpan<double> m, ReadOnlySpan<double> sums, Span<double> scratch, Span<double> values);

    /// <inheritdoc cref="Losses{V, D, T}.OutputDelta"/>
    public abstract void OutputDelta(
        Loss loss, Activation f, in OutputBatch<T> batch, ReadOnlySpan<double> weights, double divisor, Span<T> dz);

    /// <summary>What moves parameters by a kind of recurrence.</summary>
    public abstract Updater<T, R> Updater<R>()
        where R : struct, IRecurrence<T>;

    /// <inheritdoc cref="Penalties{V, D, T}.L1"/>
    public abstract void L1(T lambda, ReadOnlySpan<T> w, Span<T> g);

    /// <inheritdoc cref="Penalties{V, D, T}.L2"/>
    public abstract void L2(T lambda, ReadOnlySpan<T> w, Span<T> g);

    /// <inheritdoc cref="Penalties{V, D, T}.Scale"/>
    public abstract void Scale(T factor, Span<T> values);

    /// <inheritdoc cref="Penalties{V, D, T}.ClipByValue"/>
    public abstract void ClipByValue(T limit, Span<T> g);

    /// <inheritdoc cref="Penalties{V, D, T}.AddSquares"/>
    public abstract void AddSquares(ReadOnlySpan<T> g, Span<double> rows);
}

/// <summary>All passes over memory with lanes V of T, and D of double.</summary>
internal sealed class Kernels<V, D, T>(VectorWidth width) : Kernels<T>
    where V : struct, ILanes<V, T>, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override VectorWidth Width => width;

    public override void Product(in Operand<T> a, in Operand<T> b, in Destination<T> c, int threads) =>
        ProductJob<V, T, Assignment<T>>.Run(a, b, c, default, threads);

    public override int LaneBlock => Math.Max(D.Count, Lanes128<T>.Count);

    public override void LaneProduct(int rows, int depth, int columns, ref readonly T a, ref readonly T b, ref readonly T bias, ref T c, in TileSteps steps) =>
        LaneProduct<V, T>.Run<ColumnStart>(rows, depth, columns, in a, in b, in bias, ref c, steps);

    public override void TurnedSoftmax(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums) =>
        NarrowSoftmax<V, D, T>.Turned(z, outputs, a, e, m, sums);

    public override void Activate(Activation f, ReadOnlySpan<T> z, Span<T> a) => Activations<V, D, T>.Forward(f, z, a);

    public override void HiddenDelta(Activation f, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> s, Span<T> dz) =>
        Activations<V, D, T>.Backward(f, z, a, s, dz);

    public override void Softmax(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums) =>
        Softmax<V, D, T>.Forward(z, outputs, a, e, m, sums);

    public override void RowSums(ReadOnlySpan<T> values, Span<T> sums) => RowSums<V, T>.Run(values, sums);

    public override void LossValues(
        Loss loss, in OutputBatch<T> batch, ReadOnlySpan<double> m, ReadOnlySpan<double> sums, Span<double> scratch, Span<double> values) =>
        Losses<V, D, T>.Values(loss, batch, m, sums, scratch, values);

    public override void OutputDelta(
        Loss loss, Activation f, in OutputBatch<T> batch, ReadOnlySpan<double> weights, double divisor, Span<T> dz) =>
        Losses<V, D, T>.OutputDelta(loss, f, batch, weights, divisor, dz);

    public override Updater<T, R> Updater<R>() => new Updater<V, T, R>();

    public override void L2(T lambda, ReadOnlySpan<T> w, Span<T> g) => Penalties<V, D, T>.L2(lambda, w, g);

    public override void Scale(T factor, Span<T> values) => Penalties<V, D, T>.Scale(factor, values);

    public override void L1(T lambda, ReadOnlySpan<T> w, Span<T> g) => Penalties<V, D, T>.L1(lambda, w, g);

    public override void ClipByValue(T limit, Span<T> g) => Penalties<V, D, T>.ClipByValue(limit, g);

    public override void AddSquares(ReadOnlySpan<T> g, Span<double> rows) => Penalties<V, D, T>.AddSquares(g, rows);
}

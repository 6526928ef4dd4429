using System.Numerics;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// A register of lanes, narrow or wide. A kernel is written once against it, and compiled once per width. Each lane does what
/// the scalar operation does, to the bit; lanes never mix.
/// </summary>
internal interface ILanes<TSelf, T> : IRegister<TSelf, T>,
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>, IDivisionOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>, IBitwiseOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, ILanes<TSelf, T>
{
    /// <summary>The value in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>The first <see cref="IRegister{TSelf, T}.Count"/> values.</summary>
    static abstract TSelf Load(ReadOnlySpan<T> source);

    /// <summary>Writes the lanes to the first <see cref="IRegister{TSelf, T}.Count"/> places.</summary>
    void Store(Span<T> destination);

    /// <summary>x·y + sum, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf sum);

    /// <summary>The same with the sum in memory; unchecked.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, ref readonly T sum);

    /// <summary>The same with x in memory; unchecked.</summary>
    static abstract TSelf FusedMultiplyAdd(ref readonly T x, TSelf y, TSelf sum);

    /// <summary>sum ← x·factor + sum, rounded once. The JIT writes to the register of a local that it finds here; not so where the result is assigned to it.</summary>
    static abstract void AddProduct(ref TSelf sum, in TSelf x, ref readonly T factor);

    /// <summary>The same, with the factor in every lane.</summary>
    static abstract void AddProduct(ref TSelf sum, in TSelf x, in TSelf factor);

    /// <summary>
    /// The same for two registers, in one call: of a method with more than some hundred locals, and calls that are inlined bring their
    /// own, the JIT keeps none in registers.
    /// </summary>
    static abstract void AddProducts(ref TSelf sum, ref TSelf sum2, in TSelf x, in TSelf x2, ref readonly T factor);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>x with the sign of the other, whose value does not matter.</summary>
    static abstract TSelf CopySign(TSelf x, TSelf sign);

    /// <summary>The larger; NaN if either is, +0 above −0.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller; NaN if either is, −0 below +0.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>x &lt; floor ? floor : x, so NaN stays; the floor is neither NaN nor ±0. One instruction, where <see cref="Max"/> takes several.</summary>
    static abstract TSelf AtLeast(TSelf x, TSelf floor);

    /// <summary>x &gt; ceiling ? ceiling : x, so NaN stays; the ceiling is neither NaN nor ±0.</summary>
    static abstract TSelf AtMost(TSelf x, TSelf ceiling);

    /// <summary>x &lt; y ? yes : no. Comparison and selection in one: a mask that is a value by itself costs the JIT one more instruction.</summary>
    static abstract TSelf WhereLess(TSelf x, TSelf y, TSelf yes, TSelf no);

    /// <summary>x ≤ y ? yes : no.</summary>
    static abstract TSelf WhereLessOrEqual(TSelf x, TSelf y, TSelf yes, TSelf no);

    /// <summary>x = y ? yes : no.</summary>
    static abstract TSelf WhereEqual(TSelf x, TSelf y, TSelf yes, TSelf no);

    /// <summary>The bits of each lane as a whole number, added.</summary>
    static abstract TSelf AddBits(TSelf x, TSelf y);

    /// <summary>The bits of each lane as a whole number, subtracted.</summary>
    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    /// <summary>The bits of each lane, moved up.</summary>
    static abstract TSelf ShiftLeft(TSelf x, int bits);

    /// <summary>The bits of each lane, moved down; zeros come in.</summary>
    static abstract TSelf ShiftRight(TSelf x, int bits);
}

/// <summary>
/// Elements T as lanes of double, in whose arithmetic the elementary functions run: half as many lanes for float, as many for
/// double, where nothing is converted.
/// </summary>
/// <typeparam name="TSelf">Lanes of T.</typeparam>
/// <typeparam name="TWide">Lanes of double, as wide in bits.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal interface IWidening<TSelf, TWide, T>
    where TSelf : struct
    where TWide : struct
{
    /// <summary>As many elements as there are wide lanes, from <paramref name="offset"/> on, exactly; unchecked.</summary>
    static abstract TWide LoadWide(ref readonly T source, nint offset);

    /// <summary>Each wide lane rounded once to an element, written from <paramref name="offset"/> on; unchecked.</summary>
    static abstract void StoreRounded(TWide value, ref T destination, nint offset);

    /// <summary>Each wide lane rounded once to an element, and that as a double again.</summary>
    static abstract TWide Rounded(TWide value);
}

using System.Numerics;
using System.Numerics.Tensors;
using Backprop.Tensors.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors;

/// <summary>The three products by MathNet, which wants matrices of its own: each call copies its operands.</summary>
internal sealed class MathNetProducts<T> : IProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Forward(in Operand<T> w, ReadOnlySpan<T> b, in Operand<T> x, Span<T> z)
    {
        Store(Copy(w) * Copy(x), z);
        for (; !b.IsEmpty && !z.IsEmpty; z = z[b.Length..])
        {
            TensorPrimitives.Add(z[..b.Length], b, z);
        }
    }

    public void WeightGradient(in Operand<T> dz, in Operand<T> x, Span<T> dw) => Store(Copy(dz).TransposeAndMultiply(Copy(x)), dw);

    public void InputGradient(in Operand<T> w, in Operand<T> dz, Span<T> s) => Store(Copy(w).TransposeThisAndMultiply(Copy(dz)), s);

    private static Matrix<T> Copy(Operand<T> operand) =>
        Matrix<T>.Build.Dense(operand.Rows, operand.Columns, operand.Values[..(operand.Rows * operand.Columns)].ToArray());

    private static void Store(Matrix<T> product, Span<T> destination) => product.AsColumnMajorArray().CopyTo(destination);
}

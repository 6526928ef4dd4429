using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>The plain three loops, for products so small that whole registers would take longer.</summary>
internal static class PlainProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds up to which the plain loops were measured to be faster.</summary>
    public const int Most = 32;

    /// <inheritdoc cref="Product{V, T}.Run"/>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(in Operand<T> a, in Operand<T> b, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        int rows = a.Rows, depth = a.Columns, columns = b.Columns;
        if (rows == 0 || columns == 0)
        {
            return;
        }

        // All that the loops touch is there; they do not check each element.
        nint aRow = a.RowStep, aStep = a.ColumnStep, bStep = b.RowStep, bColumn = b.ColumnStep, cColumn = c.ColumnStep;
        var last = (int)(((columns - 1) * cColumn) + rows - 1);
        _ = depth == 0 ? default : a.Values[(int)(((rows - 1) * aRow) + ((depth - 1) * aStep))];
        _ = depth == 0 ? default : b.Values[(int)(((depth - 1) * bStep) + ((columns - 1) * bColumn))];
        _ = c.Values[last];
        _ = R.States > 0 ? c.First[last] : default;
        _ = R.States > 1 ? c.Second[last] : default;
        ref var a0 = ref MemoryMarshal.GetReference(a.Values);
        ref var b0 = ref MemoryMarshal.GetReference(b.Values);
        var bias = c.Bias;
        var own = recurrence;
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
            {
                var sum = bias.IsEmpty ? T.Zero : bias[i];
                ref var x = ref Unsafe.Add(ref a0, i * aRow);
                ref var y = ref Unsafe.Add(ref b0, j * bColumn);
                for (var k = 0; k < depth; k++)
                {
                    sum = T.FusedMultiplyAdd(x, y, sum);
                    x = ref Unsafe.Add(ref x, aStep);
                    y = ref Unsafe.Add(ref y, bStep);
                }

                var place = (j * cColumn) + i;
                ref var w = ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), place);
                if (typeof(R) == typeof(Assignment<T>))
                {
                    w = sum;
                    continue;
                }

                ref var first = ref R.States > 0 ? ref Unsafe.Add(ref MemoryMarshal.GetReference(c.First), place) : ref w;
                ref var second = ref R.States > 1 ? ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Second), place) : ref w;
                own.Step(new Lanes1<T>(sum), ref first, ref second, ref w);
            }
        }
    }
}

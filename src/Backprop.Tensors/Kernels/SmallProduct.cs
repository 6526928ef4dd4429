using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>The plain three loops, for products so small that packing and padding them to whole registers would take longer.</summary>
internal static class SmallProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds up to which the plain loops were measured to be faster than the register tile.</summary>
    public const int Most = 64;

    /// <inheritdoc cref="Product{V, T}.Run"/>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(Operand<T> a, Operand<T> b, Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        for (var j = 0; j < b.Columns; j++)
        {
            for (var i = 0; i < a.Rows; i++)
            {
                var sum = c.Bias.IsEmpty ? T.Zero : c.Bias[i];
                for (var k = 0; k < a.Columns; k++)
                {
                    sum = T.FusedMultiplyAdd(a.Values[(i * a.RowStep) + (k * a.ColumnStep)], b.Values[(k * b.RowStep) + (j * b.ColumnStep)], sum);
                }

                var place = (j * c.ColumnStep) + i;
                if (typeof(R) == typeof(Assignment<T>))
                {
                    c.Values[place] = sum;
                    continue;
                }

                var first = new Lanes1<T>(R.States > 0 ? c.First[place] : default);
                var second = new Lanes1<T>(R.States > 1 ? c.Second[place] : default);
                var w = new Lanes1<T>(c.Values[place]);
                recurrence.Step(new Lanes1<T>(sum), ref first, ref second, ref w);
                w.Store(ref c.Values[place], 0);
                if (R.States > 0)
                {
                    first.Store(ref c.First[place], 0);
                }

                if (R.States > 1)
                {
                    second.Store(ref c.Second[place], 0);
                }
            }
        }
    }
}

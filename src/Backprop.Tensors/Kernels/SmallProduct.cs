using System.Numerics;

namespace Backprop.Tensors.Kernels;

/// <summary>The plain three loops, for products so small that packing and padding them to whole registers would take longer.</summary>
internal static class SmallProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds up to which the plain loops were measured to be faster than the register tile.</summary>
    public const int Most = 64;

    /// <inheritdoc cref="Product{V, T}.Run"/>
    public static void Run(Operand<T> a, Operand<T> b, Destination<T> c)
    {
        for (var j = 0; j < b.Columns; j++)
        {
            var column = c.Values.Slice(j * c.ColumnStep, a.Rows);
            for (var i = 0; i < column.Length; i++)
            {
                var sum = c.Bias.IsEmpty ? T.Zero : c.Bias[i];
                for (var k = 0; k < a.Columns; k++)
                {
                    sum = T.FusedMultiplyAdd(a.Values[(i * a.RowStep) + (k * a.ColumnStep)], b.Values[(k * b.RowStep) + (j * b.ColumnStep)], sum);
                }

                column[i] = c.Descent is { } factor ? T.FusedMultiplyAdd(sum, factor, column[i]) : sum;
            }
        }
    }
}

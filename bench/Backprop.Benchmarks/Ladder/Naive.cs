namespace Backprop.Benchmarks;

/// <summary>Rung 1: three plain loops. Each sum waits for its own last addition.</summary>
public static class Naive
{
    /// <summary>C = A·B, all [n × n], column after column.</summary>
    public static void Multiply(int n, float[] a, float[] b, float[] c)
    {
        for (var j = 0; j < n; j++)
        {
            for (var i = 0; i < n; i++)
            {
                var sum = 0f;
                for (var k = 0; k < n; k++)
                {
                    sum = MathF.FusedMultiplyAdd(a[i + (k * n)], b[k + (j * n)], sum);
                }

                c[i + (j * n)] = sum;
            }
        }
    }
}

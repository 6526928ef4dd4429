namespace Backprop;

public static partial class Elementary
{
    /// <summary>xⁿ by squaring, from the lowest bit of n; x⁻ⁿ = 1/xⁿ.</summary>
    /// <remarks>
    /// <para>Every multiplication rounds, and a square doubles the error it is given: the relative error is at most
    /// about |n|·2⁻⁵³ (Power test of ElementaryFunctions). Where xⁿ overflows, x⁻ⁿ is 0.</para>
    /// <para>x⁰ = 1 for every x, NaN too. Source: Knuth, The Art of Computer Programming, vol. 2, §4.6.3, algorithm A.</para>
    /// </remarks>
    public static double Power(double x, int n)
    {
        var power = 1.0;
        for (var rest = Math.Abs((long)n); rest > 0; rest >>= 1, x *= x)
        {
            if ((rest & 1) != 0) power *= x;
        }
        return n < 0 ? 1 / power : power;
    }
}

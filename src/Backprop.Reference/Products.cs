using System.Numerics;

namespace Backprop.Reference;

/// <summary>The three matrix products of backpropagation, each named by its role.</summary>
public static class Products
{
    /// <summary>z = w·x + b: z[o, n] = b[o] + Σᵢ w[o, i]·x[i, n].</summary>
    /// <param name="w">Weights [out × in].</param>
    /// <param name="b">Bias [out × 1], or null for none.</param>
    /// <param name="x">Inputs [in × batch].</param>
    /// <param name="z">Weighted sums [out × batch], overwritten.</param>
    public static void Forward<T>(T[,] w, T[,]? b, T[,] x, T[,] z)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var o = 0; o < z.GetLength(0); o++)
        {
            for (var n = 0; n < z.GetLength(1); n++)
            {
                var sum = b is null ? T.Zero : b[o, 0];
                for (var i = 0; i < w.GetLength(1); i++)
                {
                    sum = T.FusedMultiplyAdd(w[o, i], x[i, n], sum);
                }

                z[o, n] = sum;
            }
        }
    }

    /// <summary>s = wᵀ·δ: s[i, n] = Σₒ w[o, i]·δ[o, n].</summary>
    /// <param name="w">Weights [out × in].</param>
    /// <param name="dz">δ [out × batch].</param>
    /// <param name="s">dE/dx, which is dE/da of the layer before [in × batch], overwritten.</param>
    public static void InputGradient<T>(T[,] w, T[,] dz, T[,] s)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < s.GetLength(0); i++)
        {
            for (var n = 0; n < s.GetLength(1); n++)
            {
                var sum = T.Zero;
                for (var o = 0; o < w.GetLength(0); o++)
                {
                    sum = T.FusedMultiplyAdd(w[o, i], dz[o, n], sum);
                }

                s[i, n] = sum;
            }
        }
    }

    /// <summary>dw = δ·xᵀ: dw[o, i] = Σₙ δ[o, n]·x[i, n].</summary>
    /// <param name="dz">δ [out × batch].</param>
    /// <param name="x">Inputs [in × batch].</param>
    /// <param name="dw">dE/dw [out × in], overwritten.</param>
    public static void WeightGradient<T>(T[,] dz, T[,] x, T[,] dw)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var o = 0; o < dw.GetLength(0); o++)
        {
            for (var i = 0; i < dw.GetLength(1); i++)
            {
                var sum = T.Zero;
                for (var n = 0; n < dz.GetLength(1); n++)
                {
                    sum = T.FusedMultiplyAdd(dz[o, n], x[i, n], sum);
                }

                dw[o, i] = sum;
            }
        }
    }

    /// <summary>db[o] = Σₙ δ[o, n].</summary>
    /// <param name="dz">δ [out × batch].</param>
    /// <param name="db">dE/db [out × 1], overwritten.</param>
    public static void BiasGradient<T>(T[,] dz, T[,] db)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var o = 0; o < db.GetLength(0); o++)
        {
            var sum = T.Zero;
            for (var n = 0; n < dz.GetLength(1); n++)
            {
                sum += dz[o, n];
            }

            db[o, 0] = sum;
        }
    }
}

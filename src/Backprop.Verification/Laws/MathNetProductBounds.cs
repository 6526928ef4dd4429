using Backprop.Reference;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

internal static class MathNetProductBounds
{
    public static Law Law { get; } = new Law<LayerProblem>(
        "mathnet-products",
        "MathNet's three products differ from the exact ones by at most γ_k·Σ|a|·|b|, sums of k terms",
        "Backend.MathNet as a baseline that computes the same thing",
        LayerProblem.Layers(),
        Check);

    public static void Check(LayerProblem l, Machine machine)
    {
        var w = Values.Of<float>(l.Outputs * l.Inputs, l.Seed);
        var b = l.HasBias ? Values.Of<float>(l.Outputs, l.Seed + 1) : [];
        var x = Values.Of<float>(l.Inputs * l.Batch, l.Seed + 2);
        var dz = Values.Of<float>(l.Outputs * l.Batch, l.Seed + 3);
        var (z, dw, s) = (new float[l.Outputs * l.Batch], new float[l.Outputs * l.Inputs], new float[l.Inputs * l.Batch]);
        var products = new MathNetProducts<float>();
        products.Forward(Operand<float>.Of(w, l.Outputs), b, Operand<float>.Of(x, l.Inputs), z);
        products.WeightGradient(Operand<float>.Of(dz, l.Outputs), Operand<float>.Of(x, l.Inputs), dw);
        products.InputGradient(Operand<float>.Of(w, l.Outputs), Operand<float>.Of(dz, l.Outputs), s);
        Within(l.Inputs + 1, z, new double[l.Outputs, l.Batch], "W·X + b", (m, r) =>
            Products.Forward(m(w, l.Outputs), l.HasBias ? m(b, l.Outputs) : null, m(x, l.Inputs), r));
        Within(l.Batch, dw, new double[l.Outputs, l.Inputs], "δ·Xᵀ", (m, r) => Products.WeightGradient(m(dz, l.Outputs), m(x, l.Inputs), r));
        Within(l.Outputs, s, new double[l.Inputs, l.Batch], "Wᵀ·δ", (m, r) => Products.InputGradient(m(w, l.Outputs), m(dz, l.Outputs), r));
    }

    /// <summary>The product in double is exact enough to stand for the exact one; of absolute values it is Σ|a|·|b|.</summary>
    private static void Within(int k, float[] actual, double[,] exact, string what, Action<Func<float[], int, double[,]>, double[,]> product)
    {
        const double Unit = 1.0 / (1 << 24);
        var size = (double[,])exact.Clone();
        product((values, rows) => Columns.Of<double>([.. values.Select(v => (double)v)], rows), exact);
        product((values, rows) => Columns.Of<double>([.. values.Select(v => (double)Math.Abs(v))], rows), size);
        double[] bounds = [.. Values.Flat(size).Select(sum => 1.0001 * k * Unit / (1 - (k * Unit)) * (sum + 1e-30))];
        Near.Within(bounds, Values.Flat(exact), [.. actual.Select(v => (double)v)], what);
    }
}

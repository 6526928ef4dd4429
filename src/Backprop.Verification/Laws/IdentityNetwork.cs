using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using static Backprop.Reference.Precision;

namespace Backprop.Verification;

internal static class IdentityNetwork
{
    public static Law Law { get; } = new Law<Problem>(
        "identity-network",
        "layers without activation and bias are one product, A = W…W·X, and their gradients those of least squares, within the rounding of both",
        "backpropagation where linear algebra knows the answer",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            var identity = problem with { Spec = new(problem.Spec.Inputs, problem.Spec.Layers.Select(layer => new LayerSpec(layer.Units, hasBias: false))) };
            Check<float>(identity, machine);
            Check<double>(identity, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, samples) = (problem.Spec, problem.MakeSamples<T>());
        var (x, t) = (Columns(spec.Inputs, samples.Inputs), Columns(spec.Outputs, samples.Targets));
        Matrix<double>[] w = [.. problem.MakeNetwork<T>().Layers.Select(layer => Columns(layer.Spec.Units, (ReadOnlySpan<T>)Values.Flat(layer.W)))];
        Matrix<double>[] size = [.. w.Select(each => each.PointwiseAbs())];

        // Whatever the order, each term passes at most so many roundings on its way, and the error is that often ε times Σ|terms|.
        var forward = 2 * spec.Layers.Select((layer, l) => spec.InputsOf(l) + 1).Sum();
        var backward = forward + (2 * (samples.Count + 3 + spec.Layers.Sum(layer => layer.Units + 1)));
        var epsilon = Math.ScaleB(1, typeof(T) == typeof(double) ? -52 : -23);
        var (product, terms) = (Product(w, x), Product(size, x.PointwiseAbs()));
        var gradient = Gradient(w, x, product - t);
        var gradientTerms = Gradient(size, x.PointwiseAbs(), terms + t.PointwiseAbs());
        foreach (var subject in machine.Subjects(spec, problem.MakeParameters<T>()))
        {
            var pass = subject.Backpropagate(samples);
            Within(forward * epsilon * terms, product, pass.A[^1], $"outputs, {subject},");
            var first = 0;
            for (var l = 0; l < w.Length; l++)
            {
                var count = w[l].RowCount * w[l].ColumnCount;
                Within(backward * epsilon * gradientTerms[l], gradient[l], pass.Gradient[first..(first + count)], $"dw of layer {l + 1}, {subject},");
                first += count;
            }
        }
    }

    /// <summary>The layers' product, and that of the inputs.</summary>
    private static Matrix<double> Product(IEnumerable<Matrix<double>> w, Matrix<double> x) =>
        w.Any() ? w.Aggregate((all, next) => next * all) * x : x;

    /// <summary>With L and R the products of the layers after and before: dw = Lᵀ·(A − T)·(R·X)ᵀ/N.</summary>
    private static Matrix<double>[] Gradient(Matrix<double>[] w, Matrix<double> x, Matrix<double> residual) =>
    [
        .. w.Select((_, l) => Product(w[(l + 1)..].Reverse().Select(each => each.Transpose()), residual) * Product(w[..l], x).Transpose() / x.ColumnCount),
    ];

    private static void Within<T>(Matrix<double> bound, Matrix<double> expected, T[] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Near.Within(bound.ToColumnMajorArray(), expected.ToColumnMajorArray(), [.. actual.Select(Wide)], $"{what} {typeof(T).Name} beside the product");

    private static Matrix<double> Columns<T>(int rows, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wide = new double[values.Length];
        for (var n = 0; n < wide.Length; n++)
        {
            wide[n] = Wide(values[n]);
        }

        return Matrix<double>.Build.Dense(rows, wide.Length / rows, wide);
    }
}

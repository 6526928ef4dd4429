using Backprop.Reference;

namespace Backprop.Accuracy.Tests;

/// <summary>
/// The table that all accuracy tests run over: function, oracle, where to look, and the largest error in double, in ulp,
/// measured on a million arguments and rounded up; ½ is the error of rounding alone. The errors in float, for every float there
/// is, are those of <c>backprop verify --exhaustive</c>.
/// </summary>
internal static class ElementaryFunctions
{
    public static IReadOnlyList<ElementaryFunction> All { get; } =
    [
        new("exp", Elementary.Exp<double>, Elementary.Exp<float>, Oracle.Exp, 0.9)
        {
            Crowded = [(-746, 710), (-104, 89), (-2, 2), (709.7, 709.8), (-745.2, -708)],
        },
        new("expm1", Elementary.Expm1<double>, Elementary.Expm1<float>, Oracle.Expm1, 1.3)
        {
            Crowded = [(-40, 710), (-2, 2), (-0.4, 0.4), (0.34, 1.1), (709.7, 709.8)],
        },
        new("log", Elementary.Log<double>, Elementary.Log<float>, Oracle.Log, 0.9)
        {
            From = 0,
            Crowded = [(0.5, 2), (0.7, 0.72), (0.99, 1.01), (1.4, 1.42), (0, 1e-307)],
        },
        new("log1p", Elementary.Log1p<double>, Elementary.Log1p<float>, Oracle.Log1p, 1.0)
        {
            From = -1,
            Crowded = [(-1, 2), (-0.3, 0.5), (0.4, 0.45), (-1, -0.999), (1, 1e17)],
        },
        new("tanh", Elementary.Tanh<double>, Elementary.Tanh<float>, Oracle.Tanh, 1.3)
        {
            Crowded = [(-20, 20), (-2, 2), (-0.2, 0.2), (0.17, 0.6), (18, 20)],
        },
        new("erf", Elementary.Erf<double>, Elementary.Erf<float>, Oracle.Erf, 1.3)
        {
            Crowded = [(-6, 6), (-1, 1), (0.49, 0.7)],
        },
        new("erfc", Elementary.Erfc<double>, Elementary.Erfc<float>, Oracle.Erfc, 1.9)
        {
            Crowded = [(-6, 27.3), (0, 10.5), (-0.5, 0.5), (26.5, 27.3)],
        },
        new("sin", Elementary.Sin, null, Oracle.Sin, 0.8)
        {
            Crowded = [(-10, 10), (-1.2e6, 1.2e6), (3.14159, 3.1416)],
        },
        new("cos", Elementary.Cos, null, Oracle.Cos, 0.8)
        {
            Crowded = [(-10, 10), (-1.2e6, 1.2e6), (1.5707, 1.5708)],
        },
        Of(Activation.Sigmoid, Oracle.Sigmoid, 2.5, (-750, 40), (-4, 4)),
        Of(Activation.Softplus, Oracle.Softplus, 2, (-750, 40), (-4, 4)),
        // Where σ(z) is subnormal its last place counts |z| times.
        Of(Activation.Silu, Oracle.Silu, 400, (-750, 40), (-4, 4)),
        // The rounding of z/√2 counts z² times: the bound in double is that of z = −38.
        Of(Activation.Gelu, Oracle.Gelu, 2000, (-38, 10), (-4, 4)),
    ];

    public static ElementaryFunction Named(string name) => All.Single(function => function.Name == name);

    private static ElementaryFunction Of(
        Activation f, Func<DoubleDouble, Exact> oracle, double maxUlps, params (double, double)[] crowded) =>
        new(f.ToString(), z => Activations.Value(f, z), z => Activations.Value(f, (float)z), oracle, maxUlps)
        {
            Crowded = crowded,
        };
}

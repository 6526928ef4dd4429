using System.Numerics;
using Backprop.Reference;
using static System.Math;
using static Backprop.Reference.Precision;

namespace Backprop.Verification;

/// <summary>The error of one layer's pass, beside <see cref="DenseLayer{T}"/>: each line bounds the error of the line there.</summary>
internal sealed class LayerError<T>(DenseLayer<T> layer, double epsilon)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _in = layer.W.GetLength(1);
    private readonly int _out = layer.W.GetLength(0);
    private readonly int _batch = layer.X.GetLength(1);
    private double[,] _x = new double[0, 0];

    /// <summary>Error of z [out × batch].</summary>
    public double[,] Z { get; } = new double[layer.Z.GetLength(0), layer.Z.GetLength(1)];

    /// <summary>Error of a [out × batch].</summary>
    public double[,] A { get; } = new double[layer.Z.GetLength(0), layer.Z.GetLength(1)];

    /// <summary>Error of δ [out × batch].</summary>
    public double[,] Delta { get; set; } = new double[layer.Z.GetLength(0), layer.Z.GetLength(1)];

    /// <summary>z = w·x + b: Σ|w|·err x + (in + 1)·ε·(|b| + Σ|w|·|x|); a = f(z): max|f′|·err z + f's own roundings.</summary>
    public double[,] Forward(double[,] x)
    {
        _x = x;
        var f = layer.Spec.Activation;
        for (var n = 0; n < _batch; n++)
        {
            var furthest = 0.0;
            for (var o = 0; o < _out; o++)
            {
                var (passed, size) = (0.0, layer.B is null ? 0 : Abs(Wide(layer.B[o, 0])));
                for (var i = 0; i < _in; i++)
                {
                    passed += Abs(Wide(layer.W[o, i])) * x[i, n];
                    size += Abs(Wide(layer.W[o, i]) * Wide(layer.X[i, n]));
                }

                Z[o, n] = passed + ((_in + 1) * epsilon * size);
                furthest = Max(furthest, Z[o, n]);
            }

            for (var o = 0; o < _out; o++)
            {
                var moved = f == Activation.Softmax ? furthest : Z[o, n];
                A[o, n] = (Curvature.Steepest(f) * moved) + (Curvature.Roundings(f) * epsilon * Max(Abs(Wide(layer.A[o, n])), 0.5));
            }
        }

        return (double[,])A.Clone();
    }

    /// <summary>Error of f′: max|f″|·err z and f′'s own roundings, and the whole jump where z may be on its other side.</summary>
    public double Derivative(int o, int n)
    {
        var f = layer.Spec.Activation;
        var jump = Abs(Wide(layer.Z[o, n])) <= Z[o, n] ? Curvature.Jump(f) : 0;
        return (Curvature.Bend(f) * Z[o, n]) + (Curvature.Roundings(f) * 4 * epsilon) + jump;
    }

    /// <summary>s = wᵀ·δ of the next layer, δ = s·f′.</summary>
    public void Hidden(LayerError<T> next) => Delta = next.InputGradient((o, n, s, error) =>
    {
        var slope = Abs(Wide(Activations.Derivative(layer.Spec.Activation, layer.Z[o, n], layer.A[o, n])));
        var wrong = Derivative(o, n);
        return (error * (slope + wrong)) + (Abs(s) * wrong) + (epsilon * Abs(s) * slope);
    });

    /// <summary>dw = δ·xᵀ: Σ(err δ·|x| + |δ|·err x) + batch·ε·Σ|δ|·|x|.</summary>
    public double[,] DW()
    {
        var error = new double[_out, _in];
        for (var o = 0; o < _out; o++)
        {
            for (var i = 0; i < _in; i++)
            {
                for (var n = 0; n < _batch; n++)
                {
                    var (delta, x) = (Abs(Wide(layer.DZ[o, n])), Abs(Wide(layer.X[i, n])));
                    error[o, i] += (Delta[o, n] * (x + _x[i, n])) + (delta * _x[i, n]) + (_batch * epsilon * delta * x);
                }
            }
        }

        return error;
    }

    /// <summary>db = Σδ: Σ err δ + batch·ε·Σ|δ|.</summary>
    public double[,] DB()
    {
        var error = new double[_out, 1];
        for (var o = 0; o < _out; o++)
        {
            for (var n = 0; n < _batch; n++)
            {
                error[o, 0] += Delta[o, n] + (_batch * epsilon * Abs(Wide(layer.DZ[o, n])));
            }
        }

        return error;
    }

    private double[,] InputGradient(Func<int, int, double, double, double> delta)
    {
        var error = new double[_in, _batch];
        for (var i = 0; i < _in; i++)
        {
            for (var n = 0; n < _batch; n++)
            {
                var (s, passed, size) = (0.0, 0.0, 0.0);
                for (var o = 0; o < _out; o++)
                {
                    var term = Wide(layer.W[o, i]) * Wide(layer.DZ[o, n]);
                    s += term;
                    size += Abs(term);
                    passed += Abs(Wide(layer.W[o, i])) * Delta[o, n];
                }

                error[i, n] = delta(i, n, s, passed + (_out * epsilon * size));
            }
        }

        return error;
    }
}

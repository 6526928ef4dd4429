using System.Numerics;
using Backprop.Reference;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

internal static class ActivationBits
{
    public static Law Law { get; } = new Law<FunctionProblem>(
        "activation-bits",
        "a = f(z) and δ = s·f′ have the bits of the scalar functions for any numbers at every width, in place, with nothing written behind the end",
        "that a unit's output does not depend on where in a vector it lies",
        FunctionProblem.Problems(),
        Check);

    private static void Check(FunctionProblem problem, Machine machine)
    {
        Check<float>(problem, machine);
        Check<double>(problem, machine);
    }

    private static void Check<T>(FunctionProblem p, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (z, s) = (Values.Wild<T>(p.Length, p.Seed), Values.Wild<T>(p.Length, p.Seed + 1));
        T[] a = [.. z.Select(value => Activations.Value(p.Activation, value))];
        T[] dz = [.. z.Select((value, n) => s[n] * Activations.Derivative(p.Activation, value, a[n]))];
        foreach (var width in machine.Widths)
        {
            var kernels = Kernels<T>.At(width);
            var found = Guarded(z);
            kernels.Activate(p.Activation, found.AsSpan(0, p.Length), found.AsSpan(0, p.Length));
            Bits.Equal<T>(Guarded(a), found, n => FormattableString.Invariant($"a at {width}, element {n}, z = {z.ElementAtOrDefault(n):R} of {typeof(T).Name}"));
            found = Guarded(s);
            kernels.HiddenDelta(p.Activation, z, a, found.AsSpan(0, p.Length), found.AsSpan(0, p.Length));
            Bits.Equal<T>(Guarded(dz), found, n => FormattableString.Invariant($"δ at {width}, element {n}, z = {z.ElementAtOrDefault(n):R} of {typeof(T).Name}"));
        }
    }

    private static T[] Guarded<T>(T[] values)
        where T : INumberBase<T> => [.. values, .. Enumerable.Repeat(T.CreateChecked(12345), 80)];
}

using System.Numerics;

namespace Backprop.Verification;

internal static class ZeroColumn
{
    public static Law Law { get; } = new Law<Problem>(
        "zero-column",
        "one more input that is always 0 changes no bit of loss and gradient, and has itself a gradient of +0",
        "that padding data is harmless, and that every input is treated alike",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(problem, machine);
            Check<double>(problem, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, samples, parameters) = (problem.Spec, problem.MakeSamples<T>(), problem.MakeParameters<T>());
        var units = spec.Layers[0].Units;
        var at = (int)(problem.Seed % (spec.Inputs + 1));
        var wider = new NetworkSpec(spec.Inputs + 1, spec.Layers, spec.Loss, spec.Reduction);
        T[] padded = [.. parameters[..(at * units)], .. Values.Of<T>(units, problem.Seed), .. parameters[(at * units)..]];
        T[] x = [.. samples.Inputs.ToArray().Chunk(spec.Inputs).SelectMany(column => (T[])[.. column[..at], T.Zero, .. column[at..]])];
        var more = new Samples<T>(spec.Inputs + 1, x, spec.Outputs, samples.Targets.ToArray());
        foreach (var (subject, wide) in machine.Subjects(spec, parameters).Zip(machine.Subjects(wider, padded)))
        {
            var (expected, actual) = (subject.Backpropagate(samples), wide.Backpropagate(more));
            Bits.Same(expected.Loss, actual.Loss, $"loss, {subject}");
            Bits.Same<T>(new T[units], actual.Gradient.AsSpan(at * units, units), $"gradient of the column, {subject}");
            Bits.Same<T>(expected.Gradient, [.. actual.Gradient[..(at * units)], .. actual.Gradient[((at + 1) * units)..]], $"gradient, {subject}");
        }
    }
}

using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Verification;

/// <summary>Symmetries that survive rounding: bits.</summary>
internal static class Symmetries
{
    public static Law OddTanh { get; } = new Law<Problem>(
        "odd-tanh",
        "negated inputs and biases of a tanh network negate its outputs, to the bit but for the sign of zeros",
        "that rounding favors no sign",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Odd<float>(With(problem, Activation.Tanh), machine);
            Odd<double>(With(problem, Activation.Tanh), machine);
        });

    public static Law ReluScaling { get; } = new Law<Problem>(
        "relu-scaling",
        "inputs and biases of a relu, leaky-relu or identity network times a power of two scale its outputs by it, to the bit",
        "results that do not depend on the unit of measurement",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            foreach (var f in new[] { Activation.Relu, Activation.LeakyRelu(), Activation.Identity })
            {
                Scaled<float>(With(problem, f), machine);
                Scaled<double>(With(problem, f), machine);
            }
        });

    /// <summary>The problem's shapes with one activation on every layer.</summary>
    private static Problem With(Problem problem, Activation f) => problem with
    {
        Spec = new(problem.Spec.Inputs, problem.Spec.Layers.Select(layer => new LayerSpec(layer.Units, f, layer.HasBias))),
    };

    private static void Odd<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (samples, parameters) = (problem.MakeSamples<T>(), problem.MakeParameters<T>());
        var mirrored = machine.Subjects(problem.Spec, Biases(problem.Spec, parameters, -T.One));
        foreach (var (subject, mirror) in machine.Subjects(problem.Spec, parameters).Zip(mirrored))
        {
            // A sum starts at +0 either way: adding +0 makes zeros alike.
            T[] expected = [.. subject.Predict(samples).Select(a => a + T.Zero)];
            Bits.Same<T>(expected, [.. mirror.Predict(Inputs(samples, -T.One)).Select(a => -a + T.Zero)], $"outputs, {subject}");
        }
    }

    private static void Scaled<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (samples, parameters) = (problem.MakeSamples<T>(), problem.MakeParameters<T>());
        var c = Rounded<T>(Math.ScaleB(1, (int)(problem.Seed % 39) - 19));
        var larger = machine.Subjects(problem.Spec, Biases(problem.Spec, parameters, c));
        foreach (var (subject, scaled) in machine.Subjects(problem.Spec, parameters).Zip(larger))
        {
            T[] expected = [.. subject.Predict(samples).Select(a => c * a)];
            Bits.Same<T>(expected, scaled.Predict(Inputs(samples, c)), $"outputs, {subject}");
        }
    }

    private static Samples<T> Inputs<T>(Samples<T> samples, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(samples.InputSize, samples.Inputs.ToArray().Select(x => factor * x).ToArray(), samples.TargetSize, samples.Targets.ToArray());

    private static T[] Biases<T>(NetworkSpec spec, T[] parameters, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scaled, at) = ((T[])parameters.Clone(), 0);
        for (var l = 0; l < spec.Layers.Length; l++)
        {
            at += spec.Layers[l].Units * spec.InputsOf(l);
            for (var o = 0; o < (spec.Layers[l].HasBias ? spec.Layers[l].Units : 0); o++)
            {
                scaled[at] = factor * scaled[at];
                at++;
            }
        }

        return scaled;
    }
}

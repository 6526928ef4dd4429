using System.Numerics;

namespace Backprop.Verification;

internal static class Refusals
{
    public static Law Law { get; } = new Law<Problem>(
        "refusals",
        "samples of another size, targets that the loss does not allow, batches that weigh nothing and rprop on a part of the data are refused, and nothing changes",
        "that a mistake is reported, not computed with",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(problem, machine);
            Check<double>(problem, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, good, parameters) = (problem.Spec, problem.MakeSamples<T>(), problem.MakeParameters<T>());
        var (inputs, outputs, count) = (spec.Inputs, spec.Outputs, good.Count);
        var (x, t) = (good.Inputs.ToArray(), good.Targets.ToArray());
        Samples<T> moreInputs = new(inputs + 1, new T[(inputs + 1) * count], outputs, t);
        List<(string What, Samples<T> Samples)> wrong =
        [
            ("one input more", moreInputs),
            ("one target more", new(inputs, x, outputs + 1, new T[(outputs + 1) * count])),
            ("weights of 0", new(inputs, x, outputs, t, new double[count])),
        ];
        if (spec.Loss.Kind is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy)
        {
            foreach (var value in new[] { -0.5, 1.5, double.NaN })
            {
                var targets = (T[])t.Clone();
                targets[problem.Seed % targets.Length] = T.CreateChecked(value);
                wrong.Add((FormattableString.Invariant($"a target of {value}"), new(inputs, x, outputs, targets)));
            }
        }

        foreach (var subject in machine.Subjects(spec, parameters))
        {
            foreach (var (what, samples) in wrong)
            {
                Refused(() => subject.Loss(samples), $"loss of {what}, {subject}");
                Refused(() => subject.Backpropagate(samples), $"gradient of {what}, {subject}");
                Refused(() => subject.Train(samples, new() { Epochs = 1 }), $"training on {what}, {subject}");
            }

            Refused(() => subject.Predict(moreInputs), $"prediction of one input more, {subject}");
            if (count > 1)
            {
                Refused(() => subject.Train(good, new() { Epochs = 1, BatchSize = count - 1, Optimizer = new Rprop() }), $"rprop on batches, {subject}");
            }

            Bits.Same<T>(parameters, subject.Parameters, $"parameters, {subject}");
        }
    }

    private static void Refused(Action mistake, string what)
    {
        try
        {
            mistake();
        }
        catch (ArgumentException)
        {
            return;
        }

        throw new LawBrokenException($"{what} is not refused");
    }
}

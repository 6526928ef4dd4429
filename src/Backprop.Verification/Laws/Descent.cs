namespace Backprop.Verification;

internal static class Descent
{
    private const double Smallest = 1e-9;

    public static Law Law { get; } = new Law<Problem>(
        "descent",
        "some step of gradient descent, 1e-9 or larger, lowers the loss by at least half of what the gradient promises, in double",
        "that training goes downhill",
        ProblemGenerator.Problems(),
        Check);

    /// <summary>L. Armijo's condition, 1966: E(w − η·g) ≤ E(w) − ½·η·‖g‖² for every small enough η.</summary>
    private static void Check(Problem problem, Machine machine)
    {
        var (samples, parameters) = (problem.MakeSamples<double>(problem.IsWeighted), problem.MakeParameters<double>());
        var pass = new ReferenceSubject<double>(problem.Spec, parameters).Backpropagate(samples);
        var promised = 0.5 * pass.Gradient.Sum(g => g * g);

        // Where hidden units are dead or a minimum is near, even the smallest step's promise is less than the loss is rounded by.
        if (Smallest * promised < 4 * ErrorBound.Of(problem, samples).Loss)
        {
            return;
        }

        var rate = 1.0;
        while (rate >= Smallest && !(Lowered(new ReferenceSubject<double>(problem.Spec, parameters)) >= rate * promised))
        {
            rate /= 4;
        }

        if (rate < Smallest)
        {
            throw new LawBrokenException(FormattableString.Invariant($"no step lowers the loss {pass.Loss:R}; half the gradient's square is {promised:R}"));
        }

        foreach (var subject in machine.Subjects(problem.Spec, parameters))
        {
            if (!(Lowered(subject) >= rate * promised))
            {
                throw new LawBrokenException(FormattableString.Invariant($"a step at rate {rate:R} does not lower the loss {pass.Loss:R}, {subject}"));
            }
        }

        double Lowered(ISubject<double> subject)
        {
            subject.Train(samples, new() { Epochs = 1, BatchSize = TrainingSettings.FullBatch, Optimizer = new Sgd { LearningRate = rate } });
            return pass.Loss - subject.Loss(samples);
        }
    }
}

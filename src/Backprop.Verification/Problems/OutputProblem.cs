using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Verification;

/// <summary>An output layer and a batch, and the seed of its numbers, which may be any.</summary>
internal sealed record OutputProblem(Loss Loss, Activation Activation, Reduction Reduction, int Outputs, int Batch, bool IsWeighted, long Seed)
{
    /// <summary>Every pair of loss and activation that there is, in sizes around those of a register.</summary>
    public static Arbitrary<OutputProblem> Problems()
    {
        var size = Gen.Elements(1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 33);
        var problem =
            from loss in Gen.Elements<Loss>([.. Loss.All, Loss.Huber(0.3)])
            from activation in Gen.Elements(ProblemGenerator.OutputsFor(loss))
            from reduction in Gen.Elements(Reduction.Mean, Reduction.Sum)
            from outputs in size
            from batch in size
            from weighted in Gen.Elements(false, true)
            from seed in Gen.Choose(0, 1_000_000)
            select new OutputProblem(loss, activation, reduction, outputs, batch, weighted, seed);
        return Arb.From(problem, Shrunk);
    }

    private static IEnumerable<OutputProblem> Shrunk(OutputProblem p) =>
    [
        .. ProblemGenerator.Smaller(p.Batch).Select(size => p with { Batch = size }),
        .. ProblemGenerator.Smaller(p.Outputs).Select(size => p with { Outputs = size }),
    ];
}

using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Verification;

/// <summary>An activation and a run of arguments, which may be any numbers, drawn from a seed.</summary>
internal sealed record FunctionProblem(Activation Activation, int Length, long Seed)
{
    /// <summary>Every activation of one unit, at lengths that fill registers and such that do not.</summary>
    public static Arbitrary<FunctionProblem> Problems()
    {
        var problem =
            from activation in Gen.Elements<Activation>(
                [.. Activation.All.Where(f => f.Kind != ActivationKind.Softmax), Activation.LeakyRelu(0), Activation.LeakyRelu(0.3), Activation.Elu(3.7)])
            from length in Gen.Frequency((3, Gen.Choose(0, 70)), (1, Gen.Choose(500, 600)))
            from seed in Gen.Choose(0, 1_000_000)
            select new FunctionProblem(activation, length, seed);
        return Arb.From(problem, p => ProblemGenerator.Smaller(p.Length).Select(length => p with { Length = length }));
    }
}

using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Verification;

/// <summary>Something that must hold for every case that can be generated.</summary>
/// <param name="name">Short, lower-case, with hyphens.</param>
/// <param name="equation">What holds, in words.</param>
/// <param name="protects">What a user could rely on no longer if it did not.</param>
internal abstract class Law(string name, string equation, string protects)
{
    public string Name => name;

    public string Equation => equation;

    public string Protects => protects;

    /// <summary>Tries one case.</summary>
    /// <param name="seed">What the case is drawn from.</param>
    /// <param name="machine">Where.</param>
    /// <returns>Null if the law holds; otherwise the smallest case found for which it does not, and why.</returns>
    public abstract string? Counterexample(long seed, Machine machine);

    public override string ToString() => name;
}

/// <inheritdoc/>
/// <param name="name">Short, lower-case, with hyphens.</param>
/// <param name="equation">What holds, in words.</param>
/// <param name="protects">What a user could rely on no longer if it did not.</param>
/// <param name="cases">Draws cases and makes them smaller.</param>
/// <param name="check">Throws if the law does not hold for a case.</param>
internal sealed class Law<TCase>(string name, string equation, string protects, Arbitrary<TCase> cases, Action<TCase, Machine> check)
    : Law(name, equation, protects)
{
    // Any odd number that is not the step of the streams that the cases draw their numbers from.
    private const ulong Gamma = 0xD1342543DE82EF95;
    private const int Size = 50;

    /// <summary>The same law for other cases.</summary>
    public Law<TCase> On(Arbitrary<TCase> others) => new(Name, Equation, Protects, others, check);

    public override string? Counterexample(long seed, Machine machine)
    {
        // The last case that fails while shrinking is the smallest one.
        string? smallest = null;
        var property = Prop.ForAll(cases, drawn =>
        {
            try
            {
                check(drawn, machine);
                return true;
            }
            catch (Exception e)
            {
                smallest = $"{drawn}: {(e is LawBrokenException ? e.Message : $"{e.GetType().Name}: {e.Message}")}";
                return false;
            }
        });
        var verdict = new Verdict();
        var config = Config.Quick.WithName(Name).WithMaxTest(1).WithRunner(verdict)
            .WithReplay(RandomStream.FromKey(seed).Bits(0), Gamma, Size);
        Check.One(config, property);
        return verdict.IsPassed ? null : smallest ?? "no case could be drawn";
    }
}

namespace Backprop.Verification.Tests;

/// <summary>The laws that <c>backprop verify</c> runs, on fixed cases.</summary>
public class LawTests
{
    // These cost next to nothing, and have many functions, pairs of loss and activation, or settings to go through.
    private static readonly string[] s_cheap = ["elementary-bits", "activation-bits", "loss-bits", "penalty-bits", "optimizer-bits"];

    public static TheoryData<string> Names => [.. Laws.All.Select(law => law.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_law_holds(string name)
    {
        var cases = s_cheap.Contains(name) ? 600 : 60;
        var report = Assert.Single(new LawRunner(cases, 0, Machine.Whole).Run(Laws.All.Where(law => law.Name == name)));
        Assert.True(report.Passed, $"{report.Counterexample}; replay: {report.Replay}");
        Assert.Equal(cases, report.Cases);
    }

    [Fact]
    public void Laws_have_names_of_their_own_and_say_what_they_are_for()
    {
        Assert.Distinct(Laws.All.Select(law => law.Name));
        Assert.All(Laws.All, law => Assert.Matches("^[a-z]+(-[a-z]+)*$", law.Name));
        Assert.All(Laws.All, law => Assert.True(law.Equation.Length > 20 && law.Protects.Length > 10));
    }
}

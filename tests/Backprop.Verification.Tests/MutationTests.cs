using Backprop.Mutations;

namespace Backprop.Verification.Tests;

/// <summary>The list of faults stays in step with the sources; whether they are noticed is what tests/Backprop.Mutations tries.</summary>
public class MutationTests
{
    private static readonly IReadOnlyList<Mutation> s_all = Mutation.Parse(Repository.Read("tests/mutations.txt"));

    [Fact]
    public void Each_fault_still_applies_to_its_sources_and_changes_them()
    {
        Assert.All(s_all, mutation =>
        {
            foreach (var file in mutation.Edits.GroupBy(edit => edit.File))
            {
                Assert.StartsWith("src/Backprop.", file.Key, StringComparison.Ordinal);
                var before = Repository.Read(file.Key);
                Assert.NotEqual(before, file.Aggregate(before, (text, edit) => edit.ApplyTo(text)));
            }
        });
    }

    [Fact]
    public void Each_fault_has_a_name_of_its_own_and_a_law_that_there_is()
    {
        Assert.Distinct(s_all.Select(mutation => mutation.Name));
        Assert.All(s_all, mutation => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", mutation.Name));
        Assert.All(s_all, mutation => Assert.Contains(mutation.Law, Laws.All.Select(law => law.Name)));
    }

    [Fact]
    public void There_are_many_faults_in_the_engine_the_reference_and_what_they_share()
    {
        Assert.InRange(s_all.Count, 30, 1000);
        Assert.All((string[])["Tensors", "Reference", "Definitions"], project =>
            Assert.Contains(s_all, mutation => mutation.Edits.All(edit => edit.File.StartsWith($"src/Backprop.{project}/", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_text_that_is_not_there_or_not_alone_is_told()
    {
        var edit = new Edit("a.cs", "x = 1", "x = 2");
        Assert.Equal("if (x = 2)", edit.ApplyTo("if (x = 1)"));
        Assert.Equal("a.cs does not have exactly one 'x = 1'.", Assert.Throws<FormatException>(() => edit.ApplyTo("x = 3")).Message);
        Assert.Throws<FormatException>(() => edit.ApplyTo("x = 1; x = 1"));
    }

    [Fact]
    public void A_fault_that_lacks_something_is_told()
    {
        const string Whole = "# why\nname: a\nlaw: b\nfile: c\n- d\n-   e\n+ f\nfile: g\n- h\n";
        var mutation = Assert.Single(Mutation.Parse(Whole));
        Assert.Equal(("a", "b"), (mutation.Name, mutation.Law));
        Assert.Equal([new Edit("c", "d\n  e", "f"), new Edit("g", "h", "")], mutation.Edits);
        foreach (var line in Whole.Split('\n')[1..4])
        {
            Assert.Throws<FormatException>(() => Mutation.Parse(Whole.Replace(line + "\n", "", StringComparison.Ordinal)));
        }

        Assert.Throws<FormatException>(() => Mutation.Parse(Whole + "what: is this"));
    }
}

using System.Text.RegularExpressions;
using Backprop.Mutations;

namespace Backprop.Verification.Tests;

/// <summary>docs/verification.md says what is there.</summary>
public class DocumentationTests
{
    private static readonly string s_page = Repository.Read("docs/verification.md");

    [Fact]
    public void Its_table_of_laws_is_the_list_of_laws()
    {
        string[] expected = [.. Laws.All.Select(law => $"| `{law.Name}` | {law.Equation.Replace("|", "\\|", StringComparison.Ordinal)} | {law.Protects} |")];
        Assert.Equal(expected, Table("law", "what holds", "what it protects"));
    }

    [Fact]
    public void Its_table_of_faults_has_each_fault_and_none_that_no_law_noticed()
    {
        var rows = Table("fault", "file", "caught by", "after cases");
        Assert.Equal(Mutation.Parse(Repository.Read("tests/mutations.txt")).Select(mutation => mutation.Name), rows.Select(row => row.Split(" | ")[0][2..]));
        Assert.All(rows, row => Assert.DoesNotContain("**no law**", row, StringComparison.Ordinal));
    }

    private static string[] Table(params string[] columns)
    {
        var head = Regex.Escape($"| {string.Join(" | ", columns)} |\n");
        var rows = Regex.Match(s_page, $@"(?<=^|\n){head}\|[-: |]+\|\n(?<rows>(\|.*\|\n)+)").Groups["rows"].Value;
        return rows.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

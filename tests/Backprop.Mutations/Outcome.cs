namespace Backprop.Mutations;

/// <summary>What became of a fault.</summary>
/// <param name="Mutation">The fault.</param>
/// <param name="IsCaught">Whether <c>backprop verify</c> noticed it.</param>
/// <param name="By">The law that did; or in words what happened instead.</param>
/// <param name="Cases">The cases of the law that it took, the one that failed included; 0 where no law failed.</param>
internal sealed record Outcome(Mutation Mutation, bool IsCaught, string By, int Cases)
{
    /// <summary>The head of the table whose rows are outcomes.</summary>
    public const string TableHead = "| fault | file | caught by | after cases |\n| --- | --- | --- | ---: |";

    /// <summary>A row of a Markdown table.</summary>
    public string Row
    {
        get
        {
            var files = string.Join(", ", Mutation.Edits.Select(edit => $"`{edit.File["src/Backprop.".Length..]}`").Distinct());
            var by = Cases == 0 ? By : By == Mutation.Law ? $"`{By}`" : $"`{By}`, not `{Mutation.Law}`";
            return FormattableString.Invariant($"| {Mutation.Name} | {files} | {by} | {(Cases == 0 ? "" : Cases)} |");
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Cases == 0 ? By : FormattableString.Invariant($"caught by {By}{(By == Mutation.Law ? "" : $", not {Mutation.Law},")} after {Cases} cases");
}

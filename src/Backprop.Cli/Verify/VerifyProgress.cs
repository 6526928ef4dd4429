using System.Globalization;
using Backprop.Verification;

namespace Backprop.Cli;

/// <summary>Tells how a verification goes, law by law.</summary>
internal sealed class VerifyProgress(Terminal terminal, VerifyWish wish) : IProgress<LawProgress>
{
    private readonly LiveLine _live = new(terminal, "verifying", (double)wish.Laws.Count * wish.Cases);

    private LawProgress _last;

    /// <summary>How far a run came.</summary>
    public string Reached(IReadOnlyList<LawReport> done)
    {
        var failed = done.Count(report => !report.Passed);
        var laws = string.Create(CultureInfo.InvariantCulture, $"{done.Count} of {wish.Laws.Count} laws done, {failed} failed");
        return _last.Law is null ? $"before the first case: {laws}" : $"in {Line()}: {laws}";
    }

    /// <inheritdoc cref="LiveLine.While"/>
    public void While(Action work) => _live.While(work);

    /// <inheritdoc/>
    public void Report(LawProgress value)
    {
        _last = value;
        var before = (double)wish.Laws.TakeWhile(law => law != value.Law).Count() * wish.Cases;
        _live.Tell(before + value.Cases, value.Cases == wish.Cases, Line);
    }

    private string Line() => string.Create(
        CultureInfo.InvariantCulture, $"{_last.Law.Name}: {_last.Cases} of {wish.Cases} cases, {_last.Cases / Math.Max(_last.Seconds, 1e-3):F0} cases/s");
}

using System.Globalization;
using Backprop.Verification;
using Spectre.Console;

namespace Backprop.Cli;

/// <summary>Tells how a verification goes: a bar that is redrawn where a person watches, else a line for each law, and now and then one within it.</summary>
internal sealed class VerifyProgress(Terminal terminal, VerifyWish wish) : IProgress<LawProgress>
{
    private const long MillisecondsBetweenRedraws = 100;
    private const long MillisecondsBetweenLines = 10_000;

    private LawProgress _last;
    private ProgressTask? _task;
    private long _told = Environment.TickCount64;

    /// <summary>How far a run came.</summary>
    public string Reached(IReadOnlyList<LawReport> done)
    {
        var failed = done.Count(report => !report.Passed);
        var laws = string.Create(CultureInfo.InvariantCulture, $"{done.Count} of {wish.Laws.Count} laws done, {failed} failed");
        return _last.Law is null ? $"before the first case: {laws}" : $"in {Line()}: {laws}";
    }

    /// <summary>Runs the work, and shows its progress meanwhile.</summary>
    public void While(Action work)
    {
        if (!terminal.IsInteractive)
        {
            work();
            return;
        }

        terminal.LiveMessages().Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                _task = context.AddTask("verifying", maxValue: (double)wish.Laws.Count * wish.Cases);
                work();
            });
    }

    /// <inheritdoc/>
    public void Report(LawProgress value)
    {
        _last = value;
        var (isLast, now) = (value.Cases == wish.Cases, Environment.TickCount64);
        if (_task is not null)
        {
            if (isLast || now - _told >= MillisecondsBetweenRedraws)
            {
                _told = now;
                _task.Description = Markup.Escape(Line());
                _task.Value = ((double)wish.Laws.TakeWhile(law => law != value.Law).Count() * wish.Cases) + value.Cases;
            }
        }
        else if (isLast || now - _told >= MillisecondsBetweenLines)
        {
            _told = now;
            terminal.Messages.WriteLine(Line());
        }
    }

    private string Line() => string.Create(
        CultureInfo.InvariantCulture, $"{_last.Law.Name}: {_last.Cases} of {wish.Cases} cases, {_last.Cases / Math.Max(_last.Seconds, 1e-3):F0} cases/s");
}

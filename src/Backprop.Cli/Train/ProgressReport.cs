using System.Globalization;
using Spectre.Console;

namespace Backprop.Cli;

/// <summary>Tells how a run goes: a line that is redrawn where a person watches, else ten lines at most.</summary>
internal sealed class ProgressReport(Terminal terminal, int epochs) : IProgress<TrainingProgress>
{
    private const int MostLines = 10;

    // Redrawing more often is not seen, and would cost more than an epoch of a small network.
    private const long MillisecondsBetweenRedraws = 100;

    private readonly int _every = Math.Max(1, (int)Math.Ceiling(epochs / (double)MostLines));
    private TrainingProgress _last;
    private ProgressTask? _task;
    private long _drawn;

    /// <summary>How far the run came.</summary>
    public string Reached => _last.Epoch == 0
        ? string.Create(CultureInfo.InvariantCulture, $"before the first of {epochs} epochs was done")
        : string.Create(CultureInfo.InvariantCulture, $"after epoch {_last.Epoch} of {epochs}, at loss {_last.Loss:R}");

    /// <summary>Runs the work, and shows its progress meanwhile.</summary>
    public T While<T>(Func<T> work)
    {
        if (!terminal.IsInteractive)
        {
            return work();
        }

        return terminal.LiveMessages().Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                _task = context.AddTask("training", maxValue: Math.Max(1, epochs));
                return work();
            });
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        _last = value;
        if (_task is not null)
        {
            Redraw(_task);
        }
        else if (value.Epoch % _every == 0)
        {
            terminal.Messages.WriteLine(Line());
        }
    }

    private void Redraw(ProgressTask task)
    {
        if (Environment.TickCount64 - _drawn >= MillisecondsBetweenRedraws)
        {
            _drawn = Environment.TickCount64;
            task.Description = Line();
            task.Value = _last.Epoch;
        }
    }

    private string Line() => string.Create(CultureInfo.InvariantCulture, $"epoch {_last.Epoch} of {epochs}: loss {_last.Loss:G6}");
}

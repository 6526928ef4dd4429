using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Backprop.Cli;

/// <summary>Tells how a run goes: a line that is redrawn, or lines after epochs 1, 2, 5, 10, 20, 50 and so on.</summary>
/// <param name="terminal">Where the messages go.</param>
/// <param name="epochs">The epochs that the run is set to.</param>
/// <param name="metric">What the metric of the rows held out is called.</param>
/// <param name="isLive">Whether to redraw one line: for long runs that a person watches.</param>
internal sealed class ProgressReport(Terminal terminal, int epochs, string metric, bool isLive) : IProgress<TrainingProgress>
{
    // Redrawing more often is not seen, and would cost more than an epoch of a small network.
    private const long MillisecondsBetweenRedraws = 100;

    private TrainingProgress _last;
    private ProgressTask? _task;
    private long _drawn;

    /// <summary>Runs the work, and shows its progress meanwhile.</summary>
    public T While<T>(Func<T> work)
    {
        if (!isLive)
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
        else if (IsRound(value.Epoch))
        {
            terminal.Messages.WriteLine(Line());
        }
    }

    /// <summary>Whether a number is 1, 2 or 5 with zeros behind it.</summary>
    private static bool IsRound(int number)
    {
        while (number % 10 == 0 && number > 0)
        {
            number /= 10;
        }

        return number is 1 or 2 or 5;
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

    private string Line()
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"epoch {_last.Epoch} of {epochs}: loss {_last.Loss:G6}");
        Add($", held-out {_last.ValidationLoss:G6}", _last.ValidationLoss);
        Add($", {metric} {_last.Metric:G4}", _last.Metric);
        Add($", rate {_last.LearningRate:G4}", _last.LearningRate);
        Add($", {_last.SamplesPerSecond:F0} rows/s", _last.SamplesPerSecond);
        if (_last.TimeLeft is { } left)
        {
            Add($", {(int)left.TotalHours}:{left:mm\\:ss} left", 0);
        }

        return line.ToString();

        void Add(FormattableString text, double value)
        {
            if (!double.IsNaN(value))
            {
                line.Append(text.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}

using Spectre.Console;

namespace Backprop.Cli;

/// <summary>One line that tells how a long run goes: beside a bar, and redrawn, where a person watches; else written now and then.</summary>
/// <param name="terminal">Among whose messages.</param>
/// <param name="title">What runs, until there is a first line.</param>
/// <param name="whole">How much there is to do.</param>
internal sealed class LiveLine(Terminal terminal, string title, double whole)
{
    private const long MillisecondsBetweenRedraws = 100;
    private const long MillisecondsBetweenLines = 10_000;

    private ProgressTask? _task;
    private long _told = Environment.TickCount64;

    /// <summary>Runs the work, and shows the line meanwhile.</summary>
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
                _task = context.AddTask(title, maxValue: whole);
                work();
            });
    }

    /// <summary>Shows the line if it is time to, or if this is a part's last one.</summary>
    /// <param name="done">How much of the whole is done.</param>
    /// <param name="isLast">Whether it is to be shown in any case.</param>
    /// <param name="line">The line.</param>
    public void Tell(double done, bool isLast, Func<string> line)
    {
        var now = Environment.TickCount64;
        if (!isLast && now - _told < (_task is null ? MillisecondsBetweenLines : MillisecondsBetweenRedraws))
        {
            return;
        }

        _told = now;
        if (_task is null)
        {
            terminal.Messages.WriteLine(line());
        }
        else
        {
            _task.Description = Markup.Escape(line());
            _task.Value = done;
        }
    }
}

using System.Globalization;
using Backprop.Verification;

namespace Backprop.Cli;

/// <summary>Tells how an exhaustive verification goes: how much is done, how fast, how long it will take yet.</summary>
internal sealed class SweepProgressReport(Terminal terminal) : IProgress<SweepProgress>
{
    private readonly LiveLine _live = new(terminal, "verifying", FloatBlock.Count);

    private SweepProgress _last;

    /// <summary>How far a run came.</summary>
    public string Reached => _last.All == 0 ? "before the first block of floats" : $"at {Line()}";

    /// <inheritdoc cref="LiveLine.While"/>
    public void While(Action work) => _live.While(work);

    /// <inheritdoc/>
    public void Report(SweepProgress value)
    {
        _last = value;
        _live.Tell(value.Blocks, value.Blocks == value.All, Line);
    }

    private string Line()
    {
        var blocksPerSecond = _last.BlocksOfRun / Math.Max(_last.Seconds, 1e-3);
        var left = TimeSpan.FromSeconds((_last.All - _last.Blocks) / blocksPerSecond);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * _last.Blocks / _last.All:F2} % of all floats, {blocksPerSecond * FloatBlock.Size / 1e6:F1} million floats/s, {left:hh\\:mm\\:ss} left");
    }
}

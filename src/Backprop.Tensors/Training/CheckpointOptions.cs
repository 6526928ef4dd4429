using System.Globalization;

namespace Backprop.Tensors;

/// <summary>What decides the bits of a run, as texts by name: a checkpoint holds them, and a run with others may not go on from it.</summary>
internal static class CheckpointOptions
{
    /// <summary>Every setting but the time limit and the checkpoint's own, and the backend. Numbers are the shortest text that reads back to the same bits.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(TrainingSettings settings, Backend backend) =>
    [
        (nameof(settings.Epochs), Text($"{settings.Epochs}")),
        (nameof(settings.BatchSize), Text($"{settings.BatchSize}")),
        (nameof(settings.Optimizer), Record(settings.Optimizer)),
        (nameof(settings.Schedule), Record(settings.Schedule)),
        (nameof(settings.L1), Text($"{settings.L1:R}")),
        (nameof(settings.L2), Text($"{settings.L2:R}")),
        (nameof(settings.Dropout), Text($"{settings.Dropout:R}")),
        (nameof(settings.ClipValue), Text($"{settings.ClipValue:R}")),
        (nameof(settings.ClipNorm), Text($"{settings.ClipNorm:R}")),
        (nameof(settings.Shuffle), Text($"{settings.Shuffle}")),
        (nameof(settings.Seed), Text($"{settings.Seed}")),
        (nameof(settings.StopBelow), Text($"{settings.StopBelow:R}")),
        (nameof(settings.ClassWeights), string.Join(' ', settings.ClassWeights.Select(weight => Text($"{weight:R}")))),
        (nameof(settings.Validation), Text($"{settings.Validation:R}")),
        (nameof(settings.Patience), Text($"{settings.Patience}")),
        (nameof(Backend), $"{backend}"),
    ];

    /// <summary>A record's own text, which would otherwise have the reader's decimal comma.</summary>
    private static string Record(object record)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return record.ToString()!;
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

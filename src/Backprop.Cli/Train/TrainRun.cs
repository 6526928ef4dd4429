using System.Numerics;
using Backprop.Tensors;

namespace Backprop.Cli;

/// <summary>Carries a plan out.</summary>
internal static class TrainRun
{
    /// <summary>Trains, then judges by the rows that were held out, or by those that trained if there are none.</summary>
    /// <exception cref="UsageException">The options do not go together.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the message says what was reached.</exception>
    public static TrainReport Execute<T>(TrainPlan plan, EngineChoice choice, bool isResumed, string? output, Terminal terminal, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (settings, loss) = (plan.Settings, plan.Spec.Loss.Kind);
        OptimizerOptions.RequireFit<T>(settings.Optimizer);
        var areProbabilities = loss is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy;
        var training = plan.Source.Stream is null ? plan.Training<T>() : null;
        var heldOut = plan.Judging<T>();
        var engine = choice.Create<T>(plan.Spec, settings.Seed, plan.Initializer);
        var progress = new ProgressReport(terminal, settings.Epochs, areProbabilities ? "accuracy" : "r2", terminal.IsInteractive && !plan.Data.IsTruthTable);
        TrainingReport report;
        try
        {
            report = progress.While(() => training is null
                ? engine.Stream(plan.Batches<T>(plan.Source.Stream!), heldOut, settings, isResumed, progress, cancellation)
                : engine.Train((training, heldOut), settings, isResumed, progress, cancellation));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
        catch (IOException e) when (settings.Checkpoint is not null)
        {
            throw new UsageException($"--checkpoint: {e.Message}");
        }

        var isCancelled = report.Stopped == StopReason.Cancelled;
        var isWritten = output is not null && !(isCancelled && report.Epochs == 0);
        if (isWritten)
        {
            ModelOutput.Write(output!, engine.Network, plan.Schema);
        }

        if (isCancelled)
        {
            var model = isWritten ? $" {output} has the model that was reached." : "";
            var run = settings.Checkpoint is null ? "" : $" {settings.Checkpoint} holds the run: --resume goes on with it.";
            throw new OperationCanceledException($"Cancelled {Reached(report, settings.Epochs)}.{model}{run}");
        }

        // Rows that were streamed are not there to be judged by.
        var samples = heldOut ?? training;
        var judged = samples is null ? null : plan.HeldOut ?? plan.Data.Samples.Select(plan.Split.Training);
        var outputs = samples is null ? [] : engine.Predict(samples);
        outputs = plan.Targets?.Invert(outputs) ?? outputs;
        return new(
            report.Epochs,
            new TrainingResult(report.Epochs, report.Loss, report.Stopped).Reason,
            report.Loss,
            heldOut is null ? double.NaN : engine.Loss(ClassWeights.Apply(heldOut, settings.ClassWeights)),
            judged is null ? new Dictionary<string, double>() : Metrics.Of(plan.Data.Task, judged, outputs, areProbabilities))
        {
            Confusion = judged is not null && plan.Data.Task == LearningTask.Classification
                ? ConfusionMatrix.Of<double>(outputs, judged.Targets, judged.TargetSize)
                : null,
            Seconds = report.Elapsed.TotalSeconds,
            SamplesPerSecond = report.SamplesPerSecond,
            Seed = settings.Seed,
            Predictions = plan.Data.IsTruthTable ? TruthTablePrediction.All(plan.Data, outputs) : null,
        };
    }

    /// <summary>How far a run came, in all its calls.</summary>
    private static string Reached(TrainingReport report, int epochs) => report.Epochs == 0
        ? FormattableString.Invariant($"before the first of {epochs} epochs was done")
        : FormattableString.Invariant($"after epoch {report.Epochs} of {epochs}, at loss {report.Loss:R}");
}

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
    public static TrainReport Execute<T>(TrainPlan plan, EngineChoice choice, bool isResumed, Terminal terminal, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (isHeldOut, settings, loss) = (plan.Split.HeldOut.Length > 0, plan.Settings, plan.Spec.Loss.Kind);
        var areProbabilities = loss is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy;
        var training = plan.Scaled<T>(plan.Split.Training);
        var judged = isHeldOut ? plan.Split.HeldOut : plan.Split.Training;
        var samples = plan.Scaled<T>(judged);
        var engine = choice.Create<T>(plan.Spec, settings.Seed, plan.Initializer);
        var progress = new ProgressReport(terminal, settings.Epochs, areProbabilities ? "accuracy" : "r2", terminal.IsInteractive && !plan.Data.IsTruthTable);
        TrainingReport report;
        try
        {
            report = progress.While(() => engine.Train((training, isHeldOut ? samples : null), settings, isResumed, progress, cancellation));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }

        if (report.Stopped == StopReason.Cancelled)
        {
            var kept = settings.Checkpoint is null ? "" : $" {settings.Checkpoint} holds the run: --resume goes on with it.";
            throw new OperationCanceledException($"Cancelled {progress.Reached}.{kept}");
        }

        var outputs = plan.Targets.Invert(engine.Predict(samples));
        return new(
            report.Epochs,
            new TrainingResult(report.Epochs, report.Loss, report.Stopped).Reason,
            report.Loss,
            isHeldOut ? engine.Loss(ClassWeights.Apply(samples, settings.ClassWeights)) : double.NaN,
            Metrics.Of(plan.Data, judged, outputs, areProbabilities))
        {
            Seconds = report.Elapsed.TotalSeconds,
            SamplesPerSecond = report.SamplesPerSecond,
            Seed = settings.Seed,
            Predictions = plan.Data.IsTruthTable ? TruthTablePrediction.All(plan.Data, outputs) : null,
        };
    }
}

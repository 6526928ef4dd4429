using System.Diagnostics;
using System.Numerics;

namespace Backprop.Cli;

/// <summary>Carries a plan out.</summary>
internal static class TrainRun
{
    /// <summary>Trains, then judges by the rows that were held out, or by those that trained if there are none.</summary>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the message says what was reached.</exception>
    public static TrainReport Execute<T>(TrainPlan plan, EngineChoice choice, Terminal terminal, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var training = plan.Scaled<T>(plan.Split.Training);
        var engine = choice.Create<T>(plan.Spec, plan.Settings.Seed, plan.Initializer);
        var progress = new ProgressReport(terminal, plan.Settings.Epochs, terminal.IsInteractive && !plan.Data.IsTruthTable);
        var clock = Stopwatch.StartNew();
        TrainingResult result;
        try
        {
            result = progress.While(() => engine.Train(training, plan.Settings, progress, cancellation));
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException($"Cancelled {progress.Reached}.", e);
        }

        var seconds = clock.Elapsed.TotalSeconds;
        var isHeldOut = plan.Split.HeldOut.Length > 0;
        var judged = isHeldOut ? plan.Split.HeldOut : plan.Split.Training;
        var samples = plan.Scaled<T>(judged);
        var outputs = plan.Targets.Invert(engine.Predict(samples));
        return new(
            result.Epochs,
            result.Stopped == StopReason.StopBelow ? "stop-below" : "epochs",
            result.Loss,
            isHeldOut ? engine.Loss(samples) : double.NaN,
            Metrics.Of(plan.Data, judged, outputs))
        {
            Seconds = seconds,
            SamplesPerSecond = (double)result.Epochs * training.Count / seconds,
            Seed = plan.Settings.Seed,
            Predictions = plan.Data.IsTruthTable ? TruthTablePrediction.All(plan.Data, outputs) : null,
        };
    }
}

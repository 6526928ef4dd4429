using System.CommandLine;

namespace Backprop.Cli;

/// <summary><c>backprop train</c>: reads or generates data, trains a network, and reports.</summary>
internal static class TrainCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var (data, network, run) = (new DataOptions(), new NetworkOptions(), new RunOptions());
        var precision = OptionKinds.Name("--precision", "element type", "double", "float", "double");
        var engine = new EngineOptions();
        var output = OptionKinds.Text(ModelOutput.Option, "write the model to this file: weights, scaling, columns and class names; also when cancelled after an epoch", "MODEL");
        var json = OptionKinds.Json();
        var verb = new Command("train", "Train a network on a built-in set, a CSV file or IDX images");
        data.AddTo(verb);
        network.AddTo(verb);
        run.AddTo(verb);
        verb.Add(precision);
        engine.AddTo(verb);
        verb.Add(output);
        verb.Add(json);

        return verb.Does(terminal, (words, cancellation) =>
        {
            var choice = engine.Read(words);
            var plan = Abandonable.Run(() => TrainPlan.Make(words, data, network, run), "training began", cancellation);
            var isResumed = run.IsResumed(words);
            data.RequireFit(words, choice);
            run.RequireFit(words, choice, plan.HeldOutCount > 0);
            var file = OutputFile.Require(output.Name, words.GetValue(output), [("--checkpoint", plan.Settings.Checkpoint), .. data.Files(words)]);
            var report = words.GetValue(precision) == "float"
                ? TrainRun.Execute<float>(plan, choice, isResumed, file, terminal, cancellation)
                : TrainRun.Execute<double>(plan, choice, isResumed, file, terminal, cancellation);
            if (words.GetValue(json))
            {
                terminal.WriteJson(report);
            }
            else
            {
                TrainSummary.Print(terminal, plan, report, words.GetValue(precision) ?? "double");
            }

            return ExitCode.Done;
        });
    }
}

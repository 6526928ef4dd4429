using System.CommandLine;
using System.Numerics;

namespace Backprop.Cli;

/// <summary><c>backprop explain</c>: backpropagation step by step, with numbers.</summary>
internal static class ExplainCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var options = new ExplainOptions();
        var verb = new Command("explain", "Backpropagation step by step, with the numbers of a small example, or of a model and a batch");
        options.AddTo(verb);
        return verb.Does(terminal, (words, cancellation) =>
        {
            var wish = options.Read(words);
            if (wish.Model is null)
            {
                ExplainExample(wish, terminal);
            }
            else if (wish.IsFloat ?? UsageException.Named("--model", () => wish.Model.Source.IsFloat))
            {
                ExplainModel<float>(wish, wish.Model, terminal, cancellation);
            }
            else
            {
                ExplainModel<double>(wish, wish.Model, terminal, cancellation);
            }

            return ExitCode.Done;
        });
    }

    private static void ExplainExample(ExplainWish wish, Terminal terminal)
    {
        var (loss, reduction) = (wish.Loss ?? Loss.HalfSquaredError, wish.Reduction ?? Reduction.Mean);
        var example = wish.IsFloat == true
            ? WorkedExample.Run<float>(wish.Engine, loss, reduction, wish.Update)
            : WorkedExample.Run<double>(wish.Engine, loss, reduction, wish.Update);
        if (wish.IsJson)
        {
            terminal.WriteJson(example.Before);
        }
        else
        {
            WorkedExampleText.Print(terminal.Results, example, loss, wish.Update.LearningRate);
        }
    }

    private static void ExplainModel<T>(ExplainWish wish, ModelWish model, Terminal terminal, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (batch, explanation) = Abandonable.Run(
            () =>
            {
                var batch = ModelBatch<T>.Load(model, wish.Loss, wish.Reduction);
                return (batch, wish.Engine.Take(batch.Network).Explain(batch.Samples));
            },
            "the batch was explained",
            cancellation);
        if (wish.IsJson)
        {
            terminal.WriteJson(explanation);
        }
        else
        {
            ExplanationText.Print(terminal.Results, explanation, batch, cancellation);
        }
    }
}

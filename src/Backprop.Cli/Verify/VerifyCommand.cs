using System.CommandLine;
using System.Diagnostics;
using Backprop.Verification;

namespace Backprop.Cli;

/// <summary><c>backprop verify</c>: tries on this machine the laws that bind the engine to the reference and to mathematics.</summary>
internal static class VerifyCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var options = new VerifyOptions();
        var verb = new Command("verify", "Try on this machine, with random networks, the laws that hold the vectorized engine to the scalar reference");
        options.AddTo(verb);
        return verb.Does(terminal, (words, cancellation) => options.IsExhaustive(words)
            ? Tell(terminal, options.IsJson(words), ExhaustiveVerification.Execute(options.ReadExhaustive(words), terminal, cancellation))
            : Tell(terminal, options.IsJson(words), Execute(options.Read(words), terminal, cancellation)));
    }

    private static int Tell(Terminal terminal, bool isJson, IVerdict verdict)
    {
        if (isJson)
        {
            terminal.WriteJson(verdict);
        }
        else
        {
            verdict.Print(terminal);
        }

        return verdict.Passed ? ExitCode.Done : ExitCode.Failed;
    }

    private static VerifyReport Execute(VerifyWish wish, Terminal terminal, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var runner = new LawRunner(wish.Cases, wish.Seed, wish.Machine);
        var progress = new VerifyProgress(terminal, wish);
        try
        {
            progress.While(() => runner.Run(wish.Laws, progress, cancellation));
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException($"Cancelled {progress.Reached(runner.Reports)}.", e);
        }

        return VerifyReport.Of(runner.Reports, Fingerprint(terminal), clock.Elapsed.TotalSeconds, wish.Model);
    }

    /// <summary>Of the fixed runs. An engine so wrong that they fail must not keep the laws' counterexamples from being told.</summary>
    private static ulong? Fingerprint(Terminal terminal)
    {
        try
        {
            return FixedRuns.Fingerprint(EngineRuns.Parameters<float>, EngineRuns.Parameters<double>);
        }
        catch (Exception e)
        {
            terminal.Messages.WriteLine($"The fixed trainings fail: {e.GetType().Name}: {e.Message}");
            return null;
        }
    }
}

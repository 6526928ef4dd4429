using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Backprop.PeerBenchmarks;

/// <summary>A process of its own for one rival, one question and one number of threads.</summary>
internal static class MeasuringProcess
{
    /// <summary>The hidden verb that this program starts itself with.</summary>
    public const string Verb = "measure";

    /// <summary>What the process does: it checks, warms up, measures, and says so on standard output.</summary>
    public static int Measure(string rivalName, string questionName, int threads, bool quick)
    {
        try
        {
            // Before the library is there: the threads of some go on spinning.
            double? roundTrip = threads > 1 && Environment.ProcessorCount > 1 ? RoundTrip.Nanoseconds() : null;
            var rival = Rivals.All.Single(rival => rival.Name == rivalName);
            new Message(Version: rival.Load(threads)).Send();
            foreach (var work in Question.All.Single(question => question.Name == questionName).Works(rival, threads))
            {
                new Message(Repetitions: new(work.Row, work.Flops, (quick ? Timing.Quick : Timing.Thorough).Measure(work.Run), roundTrip)).Send();
            }

            return 0;
        }
        catch (NotInstalledException e)
        {
            new Message(Missing: e.Message).Send();
        }
        catch (Exception e)
        {
            // Whatever a foreign library throws is one rival's failure and not the comparison's.
            new Message(Wrong: $"{(e is WrongResultException ? "" : $"{e.GetType().Name}: ")}{e.Message.ReplaceLineEndings(" ")}").Send();
        }

        return 1;
    }

    /// <summary>Starts one and hears it out.</summary>
    /// <exception cref="OperationCanceledException">The process has been ended.</exception>
    public static IReadOnlyList<Message> Run(IRival rival, Question question, int threads, bool quick, CancellationToken cancellation)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] arguments = [Verb, rival.Name, question.Name, count, .. quick ? (string[])["--quick"] : []];
        Array.ForEach(arguments, start.ArgumentList.Add);

        // Some machines set these to be safe with old versions, which makes OpenBLAS slower than it is.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        if (OpenBlas.BetterKernel is { } kernel)
        {
            start.Environment["OPENBLAS_CORETYPE"] = kernel;
        }

        foreach (var variable in (string[])["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"])
        {
            start.Environment[variable] = count;
        }

        if (question.IsProduct)
        {
            // MatrixProducts uses every processor that .NET sees. Where that is one, .NET would compile its best code ten times later.
            start.Environment["DOTNET_PROCESSOR_COUNT"] = threads.ToString("X", CultureInfo.InvariantCulture);
            start.Environment["DOTNET_TC_DelaySingleProcMultiplier"] = "1";
        }

        using var process = Process.Start(start) ?? throw new Win32Exception();
        using var ending = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var messages = new List<Message>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (Message.Parse(line) is { } message)
            {
                messages.Add(message);
            }
        }

        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0 || messages.Any(message => message.Missing is not null || message.Wrong is not null)
            ? messages
            : [.. messages, new Message(Wrong: FormattableString.Invariant($"the process ended with code {process.ExitCode}"))];
    }
}

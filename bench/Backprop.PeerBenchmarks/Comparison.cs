using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>All measurements: for each question and number of threads the rivals take turns, round after round.</summary>
internal sealed class Comparison(IReadOnlyList<Question> questions, IReadOnlyList<int> threadCounts, IReadOnlyList<IRival> rivals, int rounds, bool quick)
{
    private readonly SortedDictionary<string, string> _versions = [];
    private readonly SortedDictionary<string, string> _absent = [];
    private readonly List<string> _failures = [];
    private readonly NearCores _nearCores = new(quick ? TimeSpan.Zero : TimeSpan.FromMinutes(5));

    /// <summary>Measures and reports.</summary>
    /// <returns>0, or 1 if a rival computed something else or failed.</returns>
    public int Run(FileInfo? output, CancellationToken cancellation)
    {
        output?.OpenWrite().Dispose(); // better refused now than after an hour
        Progress("FMA peak of one core");
        var report = new Report(rounds, quick, Peak.Gflops<float>(), Peak.Gflops<double>());
        foreach (var question in questions)
        {
            report.Begin(question);
            foreach (var threads in threadCounts)
            {
                report.Add(threads, Measure(question, threads, cancellation));
            }
        }

        var text = report.ToMarkdown(rivals, _versions, _absent, _failures);
        Progress("");
        Console.WriteLine(text);
        if (output is not null)
        {
            File.WriteAllText(output.FullName, text);
        }

        return _failures.Count == 0 ? 0 : 1;
    }

    private List<(IRival Rival, Repetitions Repetitions)> Measure(Question question, int threads, CancellationToken cancellation)
    {
        var measured = new List<(IRival, Repetitions)>();
        var silent = new HashSet<IRival>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var rival in rivals.Where(rival => !silent.Contains(rival) && !_absent.ContainsKey(rival.Name)))
            {
                Progress($"{question.Name}, {threads} {(threads == 1 ? "thread" : "threads")}, round {round} of {rounds}: {rival.Name}");
                if (threads > 1)
                {
                    _nearCores.Await(cancellation);
                }

                var messages = MeasuringProcess.Run(rival, question, threads, quick, cancellation);
                var repetitions = messages.Select(message => message.Repetitions).OfType<Repetitions>().ToArray();
                measured.AddRange(repetitions.Select(some => (rival, some)));
                Note(messages, rival, question, threads);
                if (repetitions.Length == 0)
                {
                    silent.Add(rival);
                }
            }
        }

        return measured;
    }

    private void Note(IReadOnlyList<Message> messages, IRival rival, Question question, int threads)
    {
        foreach (var message in messages)
        {
            if (message.Version is { } version)
            {
                _versions[rival.Name] = version;
            }

            if (message.Missing is { } missing)
            {
                _absent[rival.Name] = missing;
                Tell($"{rival.Name} is left out: {missing}");
            }

            if (message.Wrong is { } wrong)
            {
                _failures.Add($"{rival.Name}, {question.Name}, {threads} {(threads == 1 ? "thread" : "threads")}: {wrong}");
                Tell(_failures[^1]);
            }
        }
    }

    private static void Tell(string line)
    {
        Progress("");
        Console.Error.WriteLine(line);
    }

    /// <summary>One line that is redrawn where a person looks on.</summary>
    private static void Progress(string line)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\u001b[K{line}");
        }
        else if (line.Length > 0)
        {
            Console.Error.WriteLine(line);
        }
    }
}

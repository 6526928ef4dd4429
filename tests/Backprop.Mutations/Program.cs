using System.CommandLine;
using System.Text;
using Backprop.Mutations;

Console.OutputEncoding = Encoding.UTF8;
var only = new Option<string[]>("--only") { Description = "only the fault of this name; may be repeated (default: all)", HelpName = "name" };
var cases = Whole("--cases", "cases of each law", 100);
var limit = Whole("--time-limit", "seconds that the cases of one law may take; what does not end counts as noticed", 120);
var root = new RootCommand("Compiles each fault of tests/mutations.txt into a copy of the backprop command, and tells which law notices it.") { only, cases, limit };

// On a thread of its own, for signals are heard only once the action has returned its task.
root.SetAction((words, cancellation) => Task.Run(
    () => Run(words.GetValue(only) ?? [], words.GetValue(cases), TimeSpan.FromSeconds(words.GetValue(limit)), cancellation), CancellationToken.None));
var words = root.Parse(args);
if (words.Errors.Count == 0)
{
    return await words.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
}

Console.Error.WriteLine(words.Errors[0].Message);
return 2;

static async Task<int> Run(string[] names, int cases, TimeSpan limit, CancellationToken cancellation)
{
    try
    {
        var repository = Repository();
        var all = Mutation.Parse(await File.ReadAllTextAsync(Path.Combine(repository, "tests", "mutations.txt"), cancellation));
        if (Array.Find(names, name => all.All(mutation => mutation.Name != name)) is { } unknown)
        {
            Console.Error.WriteLine($"--only is '{unknown}'; allowed is the name of a fault in tests/mutations.txt.");
            return 2;
        }

        return await Try([.. all.Where(mutation => names.Length == 0 || names.Contains(mutation.Name))], repository, cases, limit, cancellation);
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Cancelled.");
        return 130;
    }
    catch (Exception e) when (e is InvalidOperationException or FormatException or IOException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}

static async Task<int> Try(Mutation[] mutations, string repository, int cases, TimeSpan limit, CancellationToken cancellation)
{
    using var copy = new CommandCopy(repository);
    var trial = new Trial(copy, cases, limit);
    Console.Error.WriteLine("Trying all laws without any fault.");
    await trial.RequireSound(mutations.SelectMany(mutation => mutation.Edits).Select(edit => edit.Project).Distinct(), cancellation);
    Console.WriteLine(Outcome.TableHead);
    List<Outcome> outcomes = [];
    foreach (var mutation in mutations)
    {
        Console.Error.Write($"[{outcomes.Count + 1}/{mutations.Length}] {mutation.Name}: ");
        outcomes.Add(await trial.Run(mutation, cancellation));
        Console.Error.WriteLine(outcomes[^1]);
        Console.WriteLine(outcomes[^1].Row);
    }

    var caught = outcomes.Count(outcome => outcome.IsCaught);
    Console.WriteLine();
    Console.WriteLine(FormattableString.Invariant($"{caught} of {outcomes.Count} faults are noticed within {cases} cases of each law."));
    return caught == outcomes.Count ? 0 : 1;
}

static Option<int> Whole(string name, string description, int otherwise)
{
    var option = new Option<int>(name)
    {
        Description = description,
        HelpName = "whole number",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (!int.TryParse(text, out var value) || value < 1)
            {
                result.AddError($"{name} is '{text}'; allowed is a whole number from 1 to {int.MaxValue}.");
            }

            return value;
        },
    };
    return option;
}

static string Repository()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Backprop.sln")))
    {
        folder = folder.Parent;
    }

    return folder?.FullName ?? throw new InvalidOperationException("The repository, in whose folder Backprop.sln lies, is not found above this program.");
}

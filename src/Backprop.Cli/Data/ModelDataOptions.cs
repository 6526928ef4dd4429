using System.CommandLine;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>The options beside data for a model: which columns are targets, how a file is written, and the seed of a built-in set.</summary>
/// <param name="word">What names the data: <c>DATA</c> or an option.</param>
/// <param name="target">The option that names target columns; null if only inputs are read.</param>
internal sealed class ModelDataOptions(string word, Option<string?>? target)
{
    private readonly TableOptions _table = new(word);
    private readonly Option<long?> _seed = OptionKinds.Whole("--seed", "seed of a built-in set (default: 0)", long.MinValue);

    private Option<string?>[] Target => target is null ? [] : [target];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in Target)
        {
            verb.Add(option);
        }

        _table.AddTo(verb);
        verb.Add(_seed);
    }

    /// <summary>Whether the data has its targets without being told which columns they are.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public bool HasOwnTargets(ParseResult words, string data) =>
        BuiltInSets.Names.Contains(data) || _table.Labels(words) is not null || IdxArray.IsIdx(data);

    /// <summary>The data that is wished for.</summary>
    /// <exception cref="UsageException">Options that do not go with it.</exception>
    public DataWish Read(ParseResult words, string data)
    {
        if (BuiltInSets.Names.Contains(data))
        {
            _table.RefuseFile(words, data);
        }
        else if (words.GetValue(_seed) is { } seed)
        {
            throw new UsageException(FormattableString.Invariant($"{_seed.Name} is {seed}; allowed with a built-in set only, and {word} is {data}."));
        }

        if (_table.Labels(words) is not null || BuiltInSets.Names.Contains(data))
        {
            _table.RefuseCsv(words, data);
            _table.Refuse(words, data, "with a CSV file only", Target);
        }

        return new(data, word)
        {
            Target = target is null ? null : words.GetValue(target),
            Labels = _table.Labels(words),
            Csv = _table.Csv(words),
            HasTargets = target is not null,
            Seed = words.GetValue(_seed) ?? 0,
        };
    }

    /// <summary>Refuses all of them but the target, where there is no data.</summary>
    /// <exception cref="UsageException">One is given.</exception>
    public void RefuseWithout(ParseResult words)
    {
        if (_table.Given(words) is { } given)
        {
            throw new UsageException($"{given.Name} is '{words.GetValue(given)}'; allowed is that with {word} only.");
        }

        if (words.GetValue(_seed) is { } seed)
        {
            throw new UsageException(FormattableString.Invariant($"{_seed.Name} is {seed}; allowed is that with {word} only."));
        }
    }
}

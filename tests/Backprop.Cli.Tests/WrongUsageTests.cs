namespace Backprop.Cli.Tests;

public sealed class WrongUsageTests(DataFiles files) : IClassFixture<DataFiles>
{
    /// <summary>A command line, in which {name} is a file, and the words that its message must have.</summary>
    public static TheoryData<string, string[]> Cases => new()
    {
        { "nonsense", ["'nonsense'", "--help"] },
        { "--json", ["'--json'"] },
        { "train nonsense", ["DATA", "'nonsense'", "xor", "no such file"] },
        { "train --nope 3", ["'--nope'", "train --help"] },
        { "train xor --nope", ["'--nope'"] },
        { "train xor extra", ["'extra'"] },
        { "train --seed", ["--seed"] },
        { "train --seed x", ["--seed", "'x'", "whole number"] },
        { "train --seed 1 --seed 2", ["--seed"] },
        { "train --seed 99999999999999999999", ["--seed", "99999999999999999999"] },
        { "train --epochs -1", ["--epochs", "-1", "from 0"] },
        { "train --epochs 1.5", ["--epochs", "1.5"] },
        { "train --batch-size 0", ["--batch-size", "'0'", "from 1"] },
        { "train --learning-rate 0", ["--learning-rate", "is 0", "above 0"] },
        { "train --learning-rate abc", ["--learning-rate", "'abc'", "number"] },
        { "train --learning-rate NaN", ["--learning-rate", "NaN"] },
        { "train --hidden 0", ["--hidden", "'0'", "from 1"] },
        { "train --hidden 4,,4", ["--hidden", "'4,,4'"] },
        { "train --hidden 2000000000", ["--hidden", "2000000000"] },
        { "train --hidden none --activation relu", ["--activation", "'relu'", "--hidden"] },
        { "train --hidden none --dropout 0.5", ["--dropout", "0.5", "hidden layers"] },
        { "train --activation softmax", ["--activation", "'softmax'", "tanh"] },
        { "train --output-activation softmax", ["--output-activation", "softmax", "xor"] },
        { "train --output-activation swish", ["--output-activation", "'swish'", "silu"] },
        { "train --loss softmax-cross-entropy", ["--loss", "softmax-cross-entropy", "xor"] },
        { "train --loss binary-cross-entropy --output-activation tanh", ["--loss", "tanh", "sigmoid"] },
        { "train --loss l3", ["--loss", "'l3'", "huber"] },
        { "train --reduction max", ["--reduction", "'max'", "mean, sum"] },
        { "train --init zero", ["--init", "'zero'", "he-uniform"] },
        { "train --optimizer lion", ["--optimizer", "'lion'", "adam"] },
        { "train --beta1 0.5 --optimizer sgd", ["--beta1", "0.5", "adam, adamw", "sgd"] },
        { "train --beta2 0.5 --optimizer rmsprop", ["--beta2", "adam, adamw", "rmsprop"] },
        { "train --beta2 1", ["--beta2", "is 1", "not including, 1"] },
        { "train --epsilon 1e-8 --optimizer momentum", ["--epsilon", "adagrad", "momentum"] },
        { "train --weight-decay 0.1", ["--weight-decay", "0.1", "adamw", "adam"] },
        { "train --momentum 0.5", ["--momentum", "0.5", "nesterov", "adam"] },
        { "train --momentum 1 --optimizer momentum", ["--momentum", "is 1"] },
        { "train --schedule weekly", ["--schedule", "'weekly'", "cosine"] },
        { "train --schedule step:2", ["--schedule", "2", "at most 1"] },
        { "train --schedule constant:1", ["--schedule", "'constant:1'"] },
        { "train --schedule cosine --optimizer rprop", ["--schedule", "rprop"] },
        { "train circles --optimizer rprop --batch-size 10", ["--batch-size", "10", "320"] },
        { "train --l1 -1", ["--l1", "-1", "0 or above"] },
        { "train --l2 x", ["--l2", "'x'"] },
        { "train --dropout 1", ["--dropout", "is 1"] },
        { "train --clip-norm 0", ["--clip-norm", "is 0", "above 0"] },
        { "train --clip-value -1", ["--clip-value", "-1"] },
        { "train --stop-below -1", ["--stop-below", "-1"] },
        { "train --target 1", ["--target", "'1'", "CSV", "xor"] },
        { "train --task regression", ["--task", "regression", "xor"] },
        { "train --task ranking", ["--task", "'ranking'", "classification"] },
        { "train --validation 0.2", ["--validation", "0.2", "xor"] },
        { "train circles --validation 1", ["--validation", "is 1"] },
        { "train --scale log", ["--scale", "'log'", "min-max"] },
        { "train --precision half", ["--precision", "'half'", "float, double"] },
        { "train --engine abacus", ["--engine", "'abacus'", "reference"] },
        { "train {good}", ["--target", "good.csv", "a, b, c"] },
        { "train {indexed}", ["--target", "indexed.csv", "0 to 1"] },
        { "train {good} --target d", ["good.csv", "'d'", "a, b, c"] },
        { "train {good} --target 3", ["good.csv", "'3'", "0 to 2"] },
        { "train {good} --target c,c", ["good.csv", "twice"] },
        { "train {good} --target a,b,c", ["good.csv", "every column"] },
        { "train {good} --target c --task regression", ["good.csv", "line 2", "'c'", "'x'", "number"] },
        { "train {good} --target a --task regression --loss binary-cross-entropy", ["--loss", "sample 1", "is 2", "0 to 1"] },
        { "train {good} --target a,b --task classification", ["good.csv", "2 target columns", "one"] },
        { "train {ragged} --target c", ["ragged.csv", "line 4", "2 cells", "3"] },
        { "train {text} --target c", ["text.csv", "line 3", "'b'", "'zebra'", "number"] },
        { "train {missing} --target c", ["missing.csv", "line 3", "'b'", "missing", "number"] },
        { "train {nan} --target c", ["nan.csv", "line 3", "'b'", "'NaN'", "finite"] },
        { "train {infinite} --target c", ["infinite.csv", "line 3", "'1e999'", "finite"] },
        { "train {empty} --target c", ["empty.csv", "empty"] },
        { "train {header} --target c", ["header.csv", "no rows"] },
        { "train {quote} --target b", ["quote.csv", "line 2", "quotes"] },
        { "train {twice} --target a", ["twice.csv", "'a'", "more than once"] },
        { "train {target-only} --target y", ["target-only.csv", "every column"] },
        { "train {one-class} --target b", ["one-class.csv", "'b'", "'x'"] },
        { "train {wide} --target 1", ["wide.csv", "'0'"] },
        { "train {large} --target 1 --scale none --precision float", ["large.csv", "1E+100", "precision"] },
        { "train {nowhere} --target 1", ["nowhere.csv", "no such file"] },
        { "train . --target 1", ["cannot be read"] },
        { "explain --loss softmax-cross-entropy", ["--loss", "softmax-cross-entropy", "huber"] },
        { "explain --learning-rate 0", ["--learning-rate", "is 0"] },
        { "explain xor", ["'xor'"] },
        { "info --nope", ["'--nope'"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Wrong_usage_is_one_line_that_names_the_culprit(string line, string[] said)
    {
        var words = line.Split(' ').Select(word => word.StartsWith('{') ? files[word.Trim('{', '}')] : word);
        var run = await Invocation.Of([.. words]);

        Assert.Equal(2, run.Code);
        Assert.Empty(run.Results);
        Assert.Equal(1, run.Messages.Count(letter => letter == '\n'));
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
        Assert.All(said, word => Assert.Contains(word, run.Messages, StringComparison.Ordinal));
    }
}

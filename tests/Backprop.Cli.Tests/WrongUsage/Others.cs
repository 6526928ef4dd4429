namespace Backprop.Cli.Tests.WrongUsage;

/// <summary>Commands without data or model. A command line, in which {name} is a file, and the words that its message must have.</summary>
public static class Others
{
    public static TheoryData<string, string[]> Cases => new()
    {
        { "nonsense", ["'nonsense'", "--help"] },
        { "--json", ["'--json'"] },
        { "verify nonsense", ["'nonsense'"] },
        { "verify --cases 0", ["--cases", "'0'", "from 1"] },
        { "verify --law nothing", ["--law", "'nothing'", "gradient-bits"] },
        { "verify --vector-width 64", ["--vector-width", "'64'", "scalar"] },
        { "verify --threads 0", ["--threads", "'0'"] },
        { "verify --model nothing.safetensors", ["--model", "nothing.safetensors", "no such file"] },
        { "verify --checkpoint c", ["--checkpoint", "'c'", "--exhaustive"] },
        { "verify --exhaustive --law gradient-bits", ["--law", "'gradient-bits'", "exp, expm1", "softplus-derivative"] },
        { "verify --exhaustive --cases 3", ["--cases", "without --exhaustive"] },
        { "verify --exhaustive --seed 3", ["--seed", "without --exhaustive"] },
        { "verify --exhaustive --model {line.safetensors}", ["--model", "without --exhaustive"] },
        { "verify --exhaustive --checkpoint {good}", ["--checkpoint", "good.csv", "no checkpoint"] },
        { "verify --exhaustive --checkpoint nowhere/c", ["--checkpoint", "nowhere"] },
        { "verify --exhaustive --checkpoint .", ["--checkpoint", "folder"] },
        { "verify --exhaustive --checkpoint ", ["--checkpoint is ''", "folder that exists"] },
        { "info {nowhere.safetensors}", ["MODEL", "nowhere.safetensors", "no such file"] },
        { "info {text.safetensors}", ["text.safetensors", "cannot be loaded"] },
        { "bench extra", ["'extra'", "bench --help"] },
        { "bench --cases 3", ["'--cases'", "bench --help"] },
        { "info --nope", ["'--nope'"] },
    };
}

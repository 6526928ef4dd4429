namespace Backprop.Data;

/// <summary>The data sets that need no file, by name.</summary>
public static class BuiltInSets
{
    private static readonly (string Name, Func<long, DataSet> Make)[] All =
    [
        ("xor", _ => TruthTables.Xor()),
        ("and", _ => TruthTables.And()),
        ("or", _ => TruthTables.Or()),
        ("parity", _ => TruthTables.Parity()),
        ("circles", Shapes.Circles),
        ("moons", Shapes.Moons),
        ("spirals", Shapes.Spirals),
        ("sine", SineWave.Sine),
    ];

    /// <summary>The names there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(set => set.Name)];

    /// <summary>The set of that name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="seed">The seed of what is random in it: the same seed gives the same bits.</param>
    public static DataSet? Find(string name, long seed) =>
        All.FirstOrDefault(set => set.Name == name).Make?.Invoke(seed);
}

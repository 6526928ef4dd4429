namespace Backprop.Data;

/// <summary>Functions of bits, every row once: the whole of what there is to learn.</summary>
public static class TruthTables
{
    /// <summary>1 if exactly one of two inputs is 1: what no network without a hidden layer can learn.</summary>
    public static DataSet Xor() => Make("xor", 2, ones => ones == 1);

    /// <summary>1 if both inputs are 1.</summary>
    public static DataSet And() => Make("and", 2, ones => ones == 2);

    /// <summary>1 if an input is 1.</summary>
    public static DataSet Or() => Make("or", 2, ones => ones > 0);

    /// <summary>1 if an odd number of inputs are 1.</summary>
    /// <param name="bits">Number of inputs, 1 to 16.</param>
    /// <exception cref="ArgumentException">The number is anything else.</exception>
    public static DataSet Parity(int bits = 3) =>
        bits is >= 1 and <= 16
            ? Make("parity", bits, ones => ones % 2 == 1)
            : throw new ArgumentException(FormattableString.Invariant($"Bits is {bits}; allowed is a whole number from 1 to 16."));

    private static DataSet Make(string name, int bits, Func<int, bool> isTrue)
    {
        var rows = 1 << bits;
        var (inputs, targets) = (new double[rows * bits], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            for (var bit = 0; bit < bits; bit++)
            {
                inputs[(row * bits) + bit] = (row >> (bits - 1 - bit)) & 1;
            }

            targets[row] = isTrue(int.PopCount(row)) ? 1 : 0;
        }

        var columns = Enumerable.Range(1, bits).Select(bit => new InputColumn(FormattableString.Invariant($"x{bit}"), []));
        return new(name, new(LearningTask.Classification, [.. columns], [name]), new(bits, inputs, 1, targets))
        {
            Origin = DataOrigin.TruthTable,
            Summary = FormattableString.Invariant($"truth table of {rows} rows, {bits} inputs"),
        };
    }
}

using System.Globalization;

namespace Backprop.Cli;

/// <summary>A matrix as lines of text, its columns aligned. Each number is the shortest text that reads back to the same bits.</summary>
internal static class TextMatrix
{
    /// <summary>Prints a name with the shape, then the rows.</summary>
    /// <param name="results">Where to.</param>
    /// <param name="name">What it is.</param>
    /// <param name="rows">The rows, all of one length.</param>
    /// <param name="areFloats">Whether the numbers are floats, which need fewer digits.</param>
    public static void Print(TextWriter results, string name, double[][] rows, bool areFloats)
    {
        var cells = Array.ConvertAll(rows, row => Array.ConvertAll(row, value => Digits(value, areFloats)));
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name} [{rows.Length} × {widths.Length}]"));
        foreach (var row in cells)
        {
            results.WriteLine("    " + string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))));
        }
    }

    private static string Digits(double value, bool isFloat) =>
        isFloat ? ((float)value).ToString("R", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
}

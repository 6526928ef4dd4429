namespace Backprop.Data;

/// <summary>Whether the first row of a table names its columns.</summary>
internal static class HeaderRow
{
    /// <summary>
    /// It does if it has texts and no number, and a number stands under one of the texts. Empty cells do not matter: pandas leaves the
    /// name of an index out.
    /// </summary>
    /// <param name="first">The first row.</param>
    /// <param name="rows">A pass that stands on it, and goes on from there.</param>
    public static bool Is(string[] first, CsvRows rows)
    {
        int[] names = [.. Enumerable.Range(0, first.Length).Where(column => first[column].Length > 0)];
        if (names.Length == 0 || Array.Exists(names, IsNumber))
        {
            return false;
        }

        while (rows.Read())
        {
            if (Array.Exists(names, IsNumber))
            {
                return true;
            }
        }

        // Nothing but texts: a single row of them names columns.
        return rows.Record == 1;

        // With a decimal comma too, or names above such cells would be one of them.
        bool IsNumber(int column) => rows.IsNumber(column) || DecimalComma.IsIn([rows.Text(column)]);
    }
}

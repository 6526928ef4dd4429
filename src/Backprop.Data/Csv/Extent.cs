namespace Backprop.Data;

/// <summary>What a pass over all rows of a CSV file finds out, whatever its columns are.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="HasSpaces">Whether there may be spaces around cells, which later passes then look for.</param>
internal readonly record struct Extent(long Rows, bool HasSpaces);

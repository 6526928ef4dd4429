namespace Backprop.Data;

/// <summary>Where data comes from, which says what to expect of it.</summary>
public enum DataOrigin
{
    /// <summary>Every sample that there can be: none may be held out.</summary>
    TruthTable,

    /// <summary>Drawn at random by a rule, in a range near 1.</summary>
    Generated,

    /// <summary>Read from a file, in any range.</summary>
    File,

    /// <summary>Images of a file: many bytes each.</summary>
    Images,
}

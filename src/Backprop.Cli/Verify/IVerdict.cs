namespace Backprop.Cli;

/// <summary>What a verification ends with.</summary>
internal interface IVerdict
{
    /// <summary>Whether everything holds.</summary>
    bool Passed { get; }

    /// <summary>For people.</summary>
    void Print(Terminal terminal);
}

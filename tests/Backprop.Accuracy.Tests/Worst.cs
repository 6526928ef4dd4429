namespace Backprop.Accuracy.Tests;

/// <summary>The worst argument met so far, with what was expected and seen.</summary>
internal readonly record struct Worst(double Ulps, string Message)
{
    public static Worst None { get; } = new(0, "no error at all");

    public static Worst Of(Worst x, Worst y) => x.Ulps >= y.Ulps ? x : y;
}

namespace Backprop;

/// <summary>Outputs and targets that belong together.</summary>
internal static class Paired
{
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the size.</exception>
    public static void Require(int outputs, int targets, int size)
    {
        if (size < 1 || outputs != targets || outputs % size != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{outputs} outputs and {targets} targets do not belong together; allowed are as many of both, {size} per sample."));
        }
    }
}

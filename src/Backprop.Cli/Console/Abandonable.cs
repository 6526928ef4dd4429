namespace Backprop.Cli;

/// <summary>Work that hears no cancellation: reading, and passes over all rows at once.</summary>
internal static class Abandonable
{
    /// <summary>Does the work, or leaves it behind as soon as it is cancelled, to end with the process: it must change nothing.</summary>
    /// <param name="work">The work.</param>
    /// <param name="before">What comes of it, for the message, such as "the first row was predicted".</param>
    /// <param name="cancellation">Heard at any time.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static T Run<T>(Func<T> work, string before, CancellationToken cancellation)
    {
        try
        {
            return Task.Run(work, CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException($"Cancelled before {before}.", e);
        }
    }
}

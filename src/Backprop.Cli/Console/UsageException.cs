namespace Backprop.Cli;

/// <summary>An option that cannot be followed. The message names it, its value and what is allowed.</summary>
internal sealed class UsageException : Exception
{
    /// <param name="message">One line that begins with the option.</param>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>Runs what an option asks for; what it refuses is told under the option's name.</summary>
    /// <param name="option">Such as <c>--momentum</c>.</param>
    /// <param name="apply">What throws an <see cref="ArgumentException"/> if the value is not allowed, or an <see cref="IOException"/> if a file is not.</param>
    public static T Named<T>(string option, Func<T> apply)
    {
        try
        {
            return apply();
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            throw new UsageException($"{option}: {e.Message}");
        }
    }
}

namespace Backprop.Data;

/// <summary>Data that cannot be used. The message is one line: file, line and column, the value, and what was expected.</summary>
public sealed class DataException : Exception
{
    /// <param name="message">What is wrong, where, and what was expected.</param>
    /// <param name="cause">The exception that told, if one did.</param>
    public DataException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

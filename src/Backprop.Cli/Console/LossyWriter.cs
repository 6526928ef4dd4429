using System.Text;

namespace Backprop.Cli;

/// <summary>Writes messages where they can be written, and loses them where not: a run is worth more than what it says meanwhile.</summary>
internal sealed class LossyWriter(TextWriter messages) : TextWriter
{
    /// <summary>Of standard error, which a shell may have closed.</summary>
    public static TextWriter OfProcess()
    {
        try
        {
            return new LossyWriter(Console.Error);
        }
        catch (Exception e) when (IsOfStream(e))
        {
            return Null;
        }
    }

    /// <inheritdoc/>
    public override Encoding Encoding => messages.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => messages.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => messages.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => messages.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => messages.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(messages.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (IsOfStream(e))
        {
            // There is nowhere left to say so.
        }
    }

    /// <summary>Whether a device is full or gone, or the stream was closed, which .NET takes for a want of permission.</summary>
    private static bool IsOfStream(Exception e) => e is IOException or UnauthorizedAccessException;
}

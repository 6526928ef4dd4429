using System.Diagnostics;

namespace Backprop.Mutations;

/// <summary>A <c>dotnet</c> process that is waited for, but no longer than it may take.</summary>
internal static class Child
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="words">Its arguments.</param>
    /// <returns>Exit code and standard output; null if it did not end in time, and was ended.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<(int Code, string Output)?> Run(string folder, TimeSpan limit, CancellationToken cancellation, params IEnumerable<string> words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        var (output, messages) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return null;
        }

        await messages;
        return (process.ExitCode, await output);
    }
}

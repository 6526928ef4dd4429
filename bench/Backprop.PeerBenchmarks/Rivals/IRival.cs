using System.Numerics;
using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>Something that runs any number of times, and leaves the result of the last run.</summary>
/// <param name="Run">Runs it that many times.</param>
/// <param name="Result">A copy of what the last run computed.</param>
internal sealed record Repeatable<T>(Action<int> Run, Func<T[]> Result);

/// <summary>
/// Who takes part. Each is given its best: whatever can be prepared is prepared before the first run. Null means that it does not
/// take part in that.
/// </summary>
internal interface IRival
{
    /// <summary>What options and rows call it.</summary>
    string Name { get; }

    /// <summary>One line on how it is used.</summary>
    string Description { get; }

    /// <summary>Whether it knows no mini-batches, so that W1's losses are others.</summary>
    bool UpdatesAfterEachSample => false;

    /// <summary>Loads its libraries for so many threads.</summary>
    /// <returns>What exactly is running.</returns>
    /// <exception cref="NotInstalledException">A library is not there.</exception>
    string Load(int threads);

    /// <summary>A function that trains for that many steps, batch after batch, and returns the sum of their losses.</summary>
    Func<int, double>? Training(Workload workload, int threads) => null;

    /// <summary>Calls of a prediction; call c is on batch c of the pool, modulo its calls.</summary>
    Repeatable<float>? Prediction(PredictionTask task, int threads) => null;

    /// <summary>C = A·B, n × n, column-major.</summary>
    Repeatable<T>? Product<T>(int n, T[] a, T[] b, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => null;
}

/// <summary>A library is not on this machine; the message says what to do about it.</summary>
internal sealed class NotInstalledException(string message) : Exception(message);

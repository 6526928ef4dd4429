using System.Collections.Immutable;
using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>The vector widths and numbers of threads at which a law has to hold.</summary>
internal sealed record Machine(ImmutableArray<VectorWidth> Widths, ImmutableArray<int> Threads)
{
    /// <summary>Every width, those that the processor lacks put together from narrower ones, on one to three threads.</summary>
    public static Machine Whole { get; } =
        new([VectorWidth.V512, VectorWidth.V256, VectorWidth.V128, VectorWidth.Scalar], [1, 2, 3]);

    /// <summary>A machine of one width or one number of threads; null is all.</summary>
    /// <param name="bits">128, 256 or 512; 0 is one lane.</param>
    /// <param name="threads">1 or more.</param>
    public static Machine Of(int? bits, int? threads) =>
        new(bits is { } width ? [(VectorWidth)width] : Whole.Widths, threads is { } count ? [count] : Whole.Threads);

    /// <summary>A width in words.</summary>
    public static string Told(VectorWidth width) => width == VectorWidth.Scalar ? "one lane" : $"{(int)width} bits";

    /// <summary>What a command line says, after a space, to have the only width of this machine; empty where it has several.</summary>
    public string WidthOption =>
        Widths is [var only] ? $" --vector-width {(only == VectorWidth.Scalar ? "scalar" : $"{(int)only}")}" : "";

    /// <summary>The engine at every width and number of threads, each with a network of its own.</summary>
    public IEnumerable<ISubject<T>> Engines<T>(NetworkSpec spec, T[] parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        from width in Widths
        from threads in Threads
        select new EngineSubject<T>(spec, parameters, width, threads);

    /// <summary>The reference, and the engine at every width on the most threads: for laws that hold on each by itself.</summary>
    public IEnumerable<ISubject<T>> Subjects<T>(NetworkSpec spec, T[] parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Widths.Select(width => (ISubject<T>)new EngineSubject<T>(spec, parameters, width, Threads[^1]))
            .Prepend(new ReferenceSubject<T>(spec, parameters));
}

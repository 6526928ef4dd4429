using System.Numerics;

namespace Backprop;

/// <summary>
/// How many samples of each class were taken for each: n[t, a] of class t were taken for a. With TP = n[c, c] a class's hits,
/// FP = Σₜ n[t, c] − TP what was taken for it wrongly, and FN = Σₐ n[c, a] − TP what it lost.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    private ConfusionMatrix(int[,] counts) => _counts = counts;

    /// <summary>Number of classes.</summary>
    public int Count => _counts.GetLength(0);

    /// <summary>Samples of class <paramref name="target"/> that were taken for class <paramref name="output"/>.</summary>
    public int this[int target, int output] => _counts[target, output];

    /// <summary>Number of samples.</summary>
    public int Samples => _counts.Cast<int>().Sum();

    /// <summary>Σ n[c, c]/n: the share of samples whose class is right; NaN of none.</summary>
    public double Accuracy => (double)Enumerable.Range(0, Count).Sum(c => _counts[c, c]) / Samples;

    /// <summary>The mean of the classes' precision, each class counting the same.</summary>
    public double MacroPrecision => Enumerable.Range(0, Count).Average(Precision);

    /// <summary>The mean of the classes' recall, each class counting the same.</summary>
    public double MacroRecall => Enumerable.Range(0, Count).Average(Recall);

    /// <summary>The mean of the classes' F1, each class counting the same.</summary>
    public double MacroF1 => Enumerable.Range(0, Count).Average(F1);

    /// <summary>TP/(TP + FP): of what was taken for a class, the share that is; 0 if nothing was.</summary>
    public double Precision(int c) => Share(c, Enumerable.Range(0, Count).Sum(t => _counts[t, c]));

    /// <summary>TP/(TP + FN): of a class, the share that was found; 0 if it has no samples.</summary>
    public double Recall(int c) => Share(c, Members(c));

    /// <summary>2·TP/(2·TP + FP + FN): the harmonic mean of precision and recall; 0 if there is nothing of the class at all.</summary>
    public double F1(int c) => Share(c, 0.5 * (Members(c) + Enumerable.Range(0, Count).Sum(t => _counts[t, c])));

    /// <summary>Counts outputs against targets: the class of each is <see cref="Classes.Nearest"/>.</summary>
    /// <param name="outputs">Outputs, one sample after the other.</param>
    /// <param name="targets">Targets, likewise.</param>
    /// <param name="size">Values of one sample.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the size.</exception>
    public static ConfusionMatrix Of<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Paired.Require(outputs.Length, targets.Length, size);
        var counts = new int[Classes.Count(size), Classes.Count(size)];
        for (; !targets.IsEmpty; outputs = outputs[size..], targets = targets[size..])
        {
            counts[Classes.Nearest(targets[..size]), Classes.Nearest(outputs[..size])]++;
        }

        return new(counts);
    }

    private int Members(int c) => Enumerable.Range(0, Count).Sum(a => _counts[c, a]);

    private double Share(int c, double whole) => whole == 0 ? 0 : _counts[c, c] / whole;
}

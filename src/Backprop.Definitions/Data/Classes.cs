using System.Numerics;

namespace Backprop;

/// <summary>Targets and outputs as classes: one value is class 1 from ½ on, else class 0; of several, the place of the largest is the class.</summary>
public static class Classes
{
    /// <summary>The number of classes that so many values tell apart: two, or one each.</summary>
    public static int Count(int values) => Math.Max(2, values);

    /// <summary>The class that values are for; of equal ones the first.</summary>
    public static int Nearest<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length == 1)
        {
            return values[0] >= T.CreateChecked(0.5) ? 1 : 0;
        }

        var largest = 0;
        for (var o = 1; o < values.Length; o++)
        {
            largest = values[o] > values[largest] ? o : largest;
        }

        return largest;
    }

    /// <summary>The class that a sample's target says: exactly 0 or 1, or one 1 among 0; null if it says anything else.</summary>
    public static int? Of<T>(Samples<T> samples, int sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        var target = samples.Target(sample);
        var ones = target.Count(T.One);
        var isClass = ones + target.Count(T.Zero) == target.Length && (ones == 1 || target.Length == 1);
        return isClass ? Nearest(target) : null;
    }

    /// <summary>The class of each sample; null if one target or more is none.</summary>
    public static int[]? Of<T>(Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        var classes = new int[samples.Count];
        for (var n = 0; n < classes.Length; n++)
        {
            if (Of(samples, n) is not { } found)
            {
                return null;
            }

            classes[n] = found;
        }

        return classes;
    }
}

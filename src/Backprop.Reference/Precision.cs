using System.Numerics;

namespace Backprop.Reference;

/// <summary>The two ways between an element T and a double; for T = double both are the value itself.</summary>
internal static class Precision
{
    /// <summary>The element as a double: exact.</summary>
    public static double Wide<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> =>
        double.CreateChecked(value);

    /// <summary>The double rounded to an element, to nearest, once.</summary>
    public static T Rounded<T>(double value)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(value);
}

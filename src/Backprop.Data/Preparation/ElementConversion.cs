using System.Numerics;

namespace Backprop.Data;

/// <summary>From the doubles that data is read as to the elements that a network is made of.</summary>
public static class ElementConversion
{
    /// <summary>Rounds each value once, to nearest.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="source">What messages call the data.</param>
    /// <exception cref="DataException">One is too large for T.</exception>
    public static T[] Rounded<T>(ReadOnlySpan<double> values, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[values.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = T.CreateChecked(values[i]);
            if (!T.IsFinite(elements[i]))
            {
                throw new DataException(FormattableString.Invariant(
                    $"{source}: value {values[i]} is too large for precision float; expected is a smaller one, scaling, or precision double."));
            }
        }

        return elements;
    }
}

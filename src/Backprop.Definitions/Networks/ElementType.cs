namespace Backprop;

/// <summary>The element types that networks are made of.</summary>
public static class ElementType
{
    /// <summary>Passes if <typeparamref name="T"/> is float or double.</summary>
    /// <exception cref="NotSupportedException">It is anything else.</exception>
    public static void Require<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Element type {typeof(T).Name} is not supported; allowed is float or double.");
        }
    }
}

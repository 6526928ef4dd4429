namespace Backprop.Tensors;

/// <summary>A few spare objects, so that the second call of a kind allocates nothing; any thread may rent and return.</summary>
internal sealed class Pool<T>(Func<T> make)
    where T : class
{
    private readonly T?[] _spare = new T?[2 * Environment.ProcessorCount];

    public T Rent()
    {
        foreach (ref var place in _spare.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is { } found)
            {
                return found;
            }
        }

        return make();
    }

    public void Return(T item)
    {
        foreach (ref var place in _spare.AsSpan())
        {
            if (Interlocked.CompareExchange(ref place, item, null) is null)
            {
                return;
            }
        }
    }
}

namespace Backprop;

/// <summary>One dense layer: a = f(W·x + b), with W [units × inputs] and b [units].</summary>
public sealed record LayerSpec
{
    /// <param name="units">Number of units, 1 or more.</param>
    /// <param name="activation">f; the identity if not given.</param>
    /// <param name="hasBias">Whether b is there.</param>
    /// <exception cref="ArgumentException">No units.</exception>
    public LayerSpec(int units, Activation? activation = null, bool hasBias = true)
    {
        Units = Validated.AtLeast(1, units, nameof(Units));
        Activation = activation ?? Activation.Identity;
        HasBias = hasBias;
    }

    /// <summary>Number of units, which is the number of outputs.</summary>
    public int Units { get; }

    /// <summary>What each unit makes of its weighted sum.</summary>
    public Activation Activation { get; }

    /// <summary>Whether each unit has a bias.</summary>
    public bool HasBias { get; }
}

namespace Backprop;

/// <summary>Which samples train and which are held out, both in ascending order.</summary>
/// <param name="Training">Samples to learn from.</param>
/// <param name="HeldOut">Samples to be judged by.</param>
public sealed record Split(int[] Training, int[] HeldOut)
{
    /// <summary>
    /// Holds out a fraction of each class, drawn at random: round(fraction·n) of its n samples, but at least one on either
    /// side; the only sample of a class trains. The same seed gives the same split.
    /// </summary>
    /// <param name="classes">The class of each sample, from 0; all 0 if there are none.</param>
    /// <param name="fraction">From 0, which holds out none, to below 1.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="ArgumentException">The fraction is anything else.</exception>
    public static Split Stratified(IReadOnlyList<int> classes, double fraction, long seed)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (fraction is not (>= 0 and < 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"Fraction is {fraction}; allowed is a number from 0 up to, but not including, 1."));
        }

        var heldOut = new List<int>();
        foreach (var members in Enumerable.Range(0, classes.Count).GroupBy(n => classes[n]))
        {
            var all = members.ToArray();
            var count = fraction == 0 || all.Length == 1
                ? 0
                : Math.Clamp((int)Math.Round(fraction * all.Length), 1, all.Length - 1);
            var order = Permutation.Of(all.Length, RandomStream.For(seed, StreamPurpose.Split, members.Key));
            heldOut.AddRange(order.Take(count).Select(position => all[position]));
        }

        heldOut.Sort();
        var held = heldOut.ToHashSet();
        return new([.. Enumerable.Range(0, classes.Count).Where(n => !held.Contains(n))], [.. heldOut]);
    }
}

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
        Validated.BelowOne(fraction, "Fraction");
        var heldOut = new List<int>();
        foreach (var members in Enumerable.Range(0, classes.Count).GroupBy(n => classes[n]))
        {
            var all = members.ToArray();
            var count = HeldOutOf(all.Length, fraction);
            var order = Permutation.Of(all.Length, RandomStream.For(seed, StreamPurpose.Split, members.Key));
            heldOut.AddRange(order.Take(count).Select(position => all[position]));
        }

        return HoldingOut(heldOut, classes.Count);
    }

    /// <summary>Holds out the last round(fraction·n) of n samples, but at least one on either side; the only sample trains.</summary>
    /// <param name="count">n.</param>
    /// <param name="fraction">From 0, which holds out none, to below 1.</param>
    /// <exception cref="ArgumentException">The fraction is anything else.</exception>
    public static Split Last(int count, double fraction)
    {
        Validated.BelowOne(fraction, "Fraction");
        var training = count - HeldOutOf(count, fraction);
        return new([.. Enumerable.Range(0, training)], [.. Enumerable.Range(training, count - training)]);
    }

    /// <summary>
    /// k splits for cross-validation: each sample is held out by exactly one, each class is spread evenly over them at random,
    /// and their sizes differ by one at most. The same seed gives the same splits.
    /// </summary>
    /// <param name="classes">The class of each sample, from 0; all 0 if there are none.</param>
    /// <param name="folds">k, from 2 to the number of samples.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="ArgumentException">The number of folds is anything else.</exception>
    public static IReadOnlyList<Split> KFold(IReadOnlyList<int> classes, int folds, long seed)
    {
        ArgumentNullException.ThrowIfNull(classes);
        Validated.Require(folds >= 2 && folds <= classes.Count, folds, FormattableString.Invariant($"a whole number from 2 to the {classes.Count} samples"), "Folds");
        var heldOut = Enumerable.Range(0, folds).Select(_ => new List<int>()).ToArray();
        var dealt = 0;
        foreach (var members in Enumerable.Range(0, classes.Count).GroupBy(n => classes[n]))
        {
            var all = members.ToArray();
            foreach (var position in Permutation.Of(all.Length, RandomStream.For(seed, StreamPurpose.Split, members.Key, 1)))
            {
                heldOut[dealt++ % folds].Add(all[position]);
            }
        }

        return [.. heldOut.Select(fold => HoldingOut(fold, classes.Count))];
    }

    private static int HeldOutOf(int count, double fraction) =>
        fraction == 0 || count < 2 ? 0 : Math.Clamp((int)Math.Round(fraction * count), 1, count - 1);

    private static Split HoldingOut(List<int> heldOut, int count)
    {
        heldOut.Sort();
        var held = heldOut.ToHashSet();
        return new([.. Enumerable.Range(0, count).Where(n => !held.Contains(n))], [.. heldOut]);
    }
}

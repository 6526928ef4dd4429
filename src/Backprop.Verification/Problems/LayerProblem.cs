using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Verification;

/// <summary>Sizes of one layer, out × in × batch, and the seed of its numbers.</summary>
internal sealed record LayerProblem(int Outputs, int Inputs, int Batch, bool HasBias, long Seed)
{
    /// <summary>
    /// Sizes that crowd the edges of lanes (1 to 16), tiles (2 to 32 rows, 6 columns) and, rarely, blocks (256 deep, 384 high). One
    /// in ten is wide and has 32 samples: its input gradient is computed from the other side, and 257 inputs are worth a second thread.
    /// One in twenty has more weights than are packed at a time.
    /// </summary>
    public static Arbitrary<LayerProblem> Layers()
    {
        var edge = Gen.Elements(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 70);
        var deep = Gen.Frequency((30, edge), (1, Gen.Elements(255, 256, 257, 383, 384, 385, 513)));
        var layer =
            from o in deep
            from i in deep
            from n in o > 100 || i > 100 ? edge : deep
            from bias in Gen.Elements(true, false)
            from seed in Gen.Choose(0, 1_000_000)
            select new LayerProblem(o, i, n, bias, seed);
        var wide =
            from o in Gen.Elements(64, 65, 70, 97)
            from i in Gen.Elements(64, 97, 257)
            from seed in Gen.Choose(0, 1_000_000)
            select new LayerProblem(o, i, 32, true, seed);
        var large =
            from o in Gen.Elements(433, 513, 545)
            from i in Gen.Elements(257, 385)
            from n in Gen.Elements(8, 9)
            from seed in Gen.Choose(0, 1_000_000)
            select new LayerProblem(o, i, n, true, seed);
        return Arb.From(Gen.Frequency((17, layer), (2, wide), (1, large)), Shrunk);
    }

    private static IEnumerable<LayerProblem> Shrunk(LayerProblem l) =>
    [
        .. ProblemGenerator.Smaller(l.Outputs).Select(size => l with { Outputs = size }),
        .. ProblemGenerator.Smaller(l.Inputs).Select(size => l with { Inputs = size }),
        .. ProblemGenerator.Smaller(l.Batch).Select(size => l with { Batch = size }),
    ];
}

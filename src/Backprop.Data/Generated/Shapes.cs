namespace Backprop.Data;

/// <summary>Points in the plane that belong to one of two classes, in turn. Noise is normal.</summary>
public static class Shapes
{
    private const int Count = 400;

    /// <summary>A circle of radius ½ within one of radius 1, noise 0.05.</summary>
    public static DataSet Circles(long seed) => Make("circles", seed, ["inner", "outer"], 0.05, (which, draw) =>
    {
        var (angle, radius) = (2 * Math.PI * draw, which == 0 ? 0.5 : 1);
        return (radius * Elementary.Cos(angle), radius * Elementary.Sin(angle));
    });

    /// <summary>Two half circles that reach into one another, noise 0.1.</summary>
    public static DataSet Moons(long seed) => Make("moons", seed, ["lower", "upper"], 0.1, (which, draw) =>
    {
        var (x, y) = (Elementary.Cos(Math.PI * draw), Elementary.Sin(Math.PI * draw));
        return which == 0 ? (1 - x, 0.5 - y) : (x, y);
    });

    /// <summary>Two spirals of one and a half turns around each other, noise 0.02.</summary>
    public static DataSet Spirals(long seed) => Make("spirals", seed, ["first", "second"], 0.02, (which, draw) =>
    {
        // The root spreads the points evenly along the arm.
        var along = Math.Sqrt(draw);
        var angle = (3 * Math.PI * along) + (which * Math.PI);
        return (along * Elementary.Cos(angle), along * Elementary.Sin(angle));
    });

    private static DataSet Make(string name, long seed, string[] classes, double noise, Func<int, double, (double X, double Y)> point)
    {
        var along = RandomStream.For(seed, StreamPurpose.Data, 0);
        var around = RandomStream.For(seed, StreamPurpose.Data, 1);
        var (inputs, targets) = (new double[2 * Count], new double[2 * Count]);
        for (var n = 0; n < Count; n++)
        {
            var (x, y) = point(n % 2, along.Uniform(n));
            inputs[2 * n] = Math.FusedMultiplyAdd(noise, around.Normal(2 * n), x);
            inputs[(2 * n) + 1] = Math.FusedMultiplyAdd(noise, around.Normal((2 * n) + 1), y);
            targets[(2 * n) + (n % 2)] = 1;
        }

        return new(name, new(LearningTask.Classification, [new("x", []), new("y", [])], [.. classes]), new(2, inputs, 2, targets))
        {
            Origin = DataOrigin.Generated,
            Summary = FormattableString.Invariant($"{Count} generated points, 2 inputs, 2 classes ({string.Join(", ", classes)})"),
        };
    }
}

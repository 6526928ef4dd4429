namespace Backprop.Reference.Tests;

/// <summary>iRprop−: each parameter has a step size of its own, and only the gradient's sign counts.</summary>
public class RpropTests
{
    private const double Rounding = 1e-14;

    [Fact]
    public void Rprop_grows_while_the_sign_stays_and_shrinks_and_waits_when_it_changes()
    {
        var rprop = new Rprop { LearningRate = 0.1 };
        var (w, last, delta) = (1.0, 0.0, 0.1);
        var step = new RpropStep<double>(rprop.Increase, rprop.Decrease, rprop.SmallestStep, rprop.LargestStep);
        foreach (var (g, expectedDelta, expectedW) in new[]
        {
            (0.5, 0.1, 0.9),            // first: the learning rate
            (0.3, 0.12, 0.78),          // same sign: grows, moves
            (-0.2, 0.06, 0.78),         // other sign: shrinks, waits
            (-0.2, 0.06, 0.84),         // after that g counted as 0: moves at the same step
            (-9.0, 0.072, 0.912),       // only the sign matters
            (0.0, 0.072, 0.912),        // no slope, no move
        })
        {
            Optimizers.Rprop(step, g, ref last, ref delta, ref w);
            Assert.Equal(expectedDelta, delta, Rounding);
            Assert.Equal(expectedW, w, Rounding);
        }
    }

    [Fact]
    public void Rprop_keeps_its_step_within_its_limits()
    {
        var (w, last, delta) = (0.0, 1.0, 49.0);
        var step = new RpropStep<double>(1.2, 0.5, 1e-6, 50);
        Optimizers.Rprop(step, 1, ref last, ref delta, ref w);
        Assert.Equal(50, delta);
        (last, delta) = (-1, 1.5e-6);
        Optimizers.Rprop(step, 1, ref last, ref delta, ref w);
        Assert.Equal(1e-6, delta);
    }
}

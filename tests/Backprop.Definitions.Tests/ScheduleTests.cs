namespace Backprop.Definitions.Tests;

/// <summary>Rates over a run of ten epochs.</summary>
public class ScheduleTests
{
    private const double Rounding = 1e-15;

    [Fact]
    public void Constant_stays() => Rates(new ConstantRate(), (0, 0.5), (9, 0.5));

    [Fact]
    public void Step_decay_falls_every_so_many_epochs() =>
        Rates(new StepDecay { Factor = 0.1, Every = 3 }, (0, 0.5), (2, 0.5), (3, 0.05), (5, 0.05), (6, 0.005), (9, 0.0005));

    [Fact]
    public void Exponential_decay_falls_every_epoch() =>
        Rates(new ExponentialDecay { Factor = 0.8 }, (0, 0.5), (1, 0.4), (2, 0.32), (5, 0.16384));

    [Fact]
    public void Inverse_time_decay_halves_where_decay_times_epoch_is_one() =>
        Rates(new InverseTimeDecay { Decay = 0.25 }, (0, 0.5), (1, 0.4), (4, 0.25), (12, 0.125));

    [Fact]
    public void Cosine_decay_rises_over_the_warm_up_and_falls_along_half_a_cosine()
    {
        // After two epochs of warm-up, eight are left: cos(π/4) = √½ at epoch 4, 0 at epoch 6.
        Rates(new CosineDecay { WarmUp = 2 }, (0, 0.25), (1, 0.5), (2, 0.5), (4, 0.25 * (1 + Math.Sqrt(0.5))), (6, 0.25), (10, 0), (20, 0));
        Rates(new CosineDecay { Floor = 0.2 }, (0, 0.5), (5, 0.5 * 0.6), (10, 0.1));
    }

    [Fact]
    public void Every_schedule_starts_at_the_rate_and_never_rises_after()
    {
        foreach (var schedule in new Schedule[] { new ConstantRate(), new StepDecay(), new ExponentialDecay(), new InverseTimeDecay(), new CosineDecay() })
        {
            var rates = Enumerable.Range(0, 100).Select(epoch => schedule.Rate(0.5, epoch, 100)).ToArray();
            Assert.Equal(0.5, rates[0]);
            Assert.All(rates.Zip(rates[1..]), pair => Assert.True(pair.Second <= pair.First && pair.Second > 0, $"{schedule}: {pair}"));
        }
    }

    private static void Rates(Schedule schedule, params (int Epoch, double Rate)[] expected)
    {
        foreach (var (epoch, rate) in expected)
        {
            Assert.Equal(rate, schedule.Rate(0.5, epoch, 10), Rounding);
        }
    }
}

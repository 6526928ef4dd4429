using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests;

public class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_part_is_done_just_once_and_before_the_call_returns(int parts)
    {
        for (var round = 0; round < 2000; round++)
        {
            var job = new Counting(parts);
            Workers.Run(parts, job);
            Assert.All(job.Done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Workers_that_have_fallen_asleep_wake_up()
    {
        for (var round = 0; round < 5; round++)
        {
            Thread.Sleep(50);
            var job = new Counting(3);
            Workers.Run(3, job);
            Assert.All(job.Done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Callers_on_many_threads_do_not_wait_for_each_other() =>
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            var job = new Counting(4);
            Workers.Run(4, job);
            Assert.All(job.Done, count => Assert.Equal(1, count));
        });

    [Fact]
    public void A_part_that_fails_is_heard_of_and_the_pool_goes_on()
    {
        Assert.Equal("part 2", Assert.Throws<FormatException>(() => Workers.Run(3, new Failing(2))).Message);
        Assert.Equal("part 0", Assert.Throws<FormatException>(() => Workers.Run(3, new Failing(0))).Message);
        var job = new Counting(3);
        Workers.Run(3, job);
        Assert.All(job.Done, count => Assert.Equal(1, count));
    }

    private sealed class Counting(int parts) : Job
    {
        public int[] Done { get; } = new int[parts];

        public override void Run(int part) => Interlocked.Increment(ref Done[part]);
    }

    private sealed class Failing(int failing) : Job
    {
        public override void Run(int part)
        {
            if (part == failing)
            {
                throw new FormatException($"part {part}");
            }
        }
    }
}

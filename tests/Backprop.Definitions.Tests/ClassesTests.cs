namespace Backprop.Definitions.Tests;

public class ClassesTests
{
    [Fact]
    public void Targets_say_one_class_or_none()
    {
        Assert.Equal([1, 0], Classes.Of(Samples<double>.FromRows([[1], [1]], [[0, 1, 0], [1, 0, 0]]))!);
        Assert.Equal([1, 0], Classes.Of(Samples<float>.FromRows([[1], [1]], [[1], [0]]))!);
        Assert.Null(Classes.Of(Samples<double>.FromRows([[1]], [[1, 1]])));
        Assert.Null(Classes.Of(Samples<double>.FromRows([[1]], [[0, 0]])));
        Assert.Null(Classes.Of(Samples<double>.FromRows([[1]], [[0.5]])));
    }

    [Fact]
    public void Outputs_are_for_the_class_that_is_nearest()
    {
        Assert.Equal((0, 1), (Classes.Nearest<double>([0.49]), Classes.Nearest<double>([0.5])));
        Assert.Equal((2, 0), (Classes.Nearest<float>([1, 2, 3]), Classes.Nearest<float>([3, 3, 1])));
    }

    [Fact]
    public void A_plateau_is_no_function_of_the_epoch()
    {
        var plateau = new PlateauDecay { Factor = 0.5, SmallestRate = 0.2 };
        Assert.Throws<NotSupportedException>(() => plateau.Rate(1, 0, 10));
        Assert.Equal([1, 0.5, 0.25, 0.2], Enumerable.Range(0, 4).Select(n => plateau.RateAfter(1, n)));
        Assert.Equal(0.1, plateau.RateAfter(0.1, 0));
    }
}

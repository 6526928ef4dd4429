namespace Backprop.Cli.Tests.WrongUsage;

public sealed class WrongUsageTests(DataFiles files) : IClassFixture<DataFiles>
{
    [Theory]
    [MemberData(nameof(TrainOptions.Cases), MemberType = typeof(TrainOptions))]
    [MemberData(nameof(TrainData.Cases), MemberType = typeof(TrainData))]
    [MemberData(nameof(Models.Cases), MemberType = typeof(Models))]
    [MemberData(nameof(Others.Cases), MemberType = typeof(Others))]
    public async Task Wrong_usage_is_one_line_that_names_the_culprit(string line, string[] said)
    {
        var words = line.Split(' ').Select(word => word.StartsWith('{') ? files[word.Trim('{', '}')] : word);
        var before = files.Names.ToList();
        var run = await Invocation.Of([.. words]);

        Assert.Equal(2, run.Code);
        Assert.Empty(run.Results);
        Assert.Equal(1, run.Messages.Count(letter => letter == '\n'));
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
        Assert.Equal(before, files.Names);
        Assert.All(said, word => Assert.Contains(word, run.Messages, StringComparison.Ordinal));
    }
}

using System.Globalization;
using System.Text.Json;

namespace Backprop.Cli.Tests;

public sealed class ExplainTests
{
    // The worked example to 12 digits.
    private const double HiddenOutput = 0.731058578630;
    private const double OutputDelta = 0.231058578630;
    private const double Error = 0.0266940333793;
    private const double OutputGradient = 0.168917356074;
    private const double HiddenDelta = 0.0227144369182;

    [Theory]
    [InlineData("tensors")]
    [InlineData("reference")]
    public async Task Json_holds_the_worked_example(string engine)
    {
        var report = await Invocation.Report("explain", "--engine", engine);
        Near(Error, report.GetProperty("loss"));
        Near(HiddenOutput, report.GetProperty("outputs")[0][0]);
        var (hidden, output) = (report.GetProperty("layers")[0], report.GetProperty("layers")[1]);
        for (var j = 0; j < 2; j++)
        {
            Near(1, hidden.GetProperty("z")[j][0]);
            Near(HiddenOutput, hidden.GetProperty("a")[j][0]);
            Near(HiddenDelta, hidden.GetProperty("delta")[j][0]);
            Near(HiddenDelta, hidden.GetProperty("dW")[j][0]);
            Near(HiddenDelta, hidden.GetProperty("dW")[j][1]);
            Near(OutputGradient, output.GetProperty("dW")[0][j]);
        }

        Near(HiddenOutput, output.GetProperty("z")[0][0]);
        Near(HiddenOutput, output.GetProperty("a")[0][0]);
        Near(OutputDelta, output.GetProperty("delta")[0][0]);
        Assert.Equal(1, output.GetProperty("dW").GetArrayLength());
    }

    [Fact]
    public async Task Json_has_the_keys_that_scripts_read()
    {
        var report = await Invocation.Report("explain");
        Assert.Equal(["loss", "outputs", "layers"], report.EnumerateObject().Select(property => property.Name));
        var layer = report.GetProperty("layers")[0];
        Assert.Equal(["z", "a", "delta", "dW", "db"], layer.EnumerateObject().Select(property => property.Name));
        Assert.Equal(0, layer.GetProperty("db").GetArrayLength());
    }

    [Theory]
    [InlineData("tensors")]
    [InlineData("reference")]
    public async Task Text_tells_every_step_in_order(string engine)
    {
        var run = await Invocation.Of("explain", "--engine", engine);
        string[] steps =
        [
            "x_j = ", "= 1", "y_j = ", "0.7310585786", "y_k = ", "E = ", "0.02669403337", "δ_k = ", "0.2310585786",
            "∇w_jk = ", "0.1689173560", "δ_j = ", "0.02271443691", "∇w_ij = ", "w_ij = ", "0.4997728556", "w_jk = ",
            "0.4983108264", "y_k = ", "0.7284997828", "E = ", "0.02610607537",
        ];
        var position = 0;
        foreach (var step in steps)
        {
            position = run.Results.IndexOf(step, position, StringComparison.Ordinal);
            Assert.True(position >= 0, $"'{step}' does not follow.");
        }
    }

    [Theory]
    [InlineData("half-squared-error", OutputDelta, Error)]
    [InlineData("mean-squared-error", 2 * OutputDelta, 2 * Error)]
    [InlineData("mean-absolute-error", 1, OutputDelta)]
    [InlineData("huber", OutputDelta, Error)]
    public async Task Other_losses_give_their_own_delta(string loss, double delta, double error)
    {
        var report = await Invocation.Report("explain", "--loss", loss, "--reduction", "sum");
        Near(delta, report.GetProperty("layers")[1].GetProperty("delta")[0][0]);
        Near(error, report.GetProperty("loss"));
    }

    [Fact]
    public async Task Float_has_the_digits_of_a_float()
    {
        var output = (await Invocation.Report("explain", "--precision", "float")).GetProperty("outputs")[0][0].GetDouble();
        Assert.Equal(HiddenOutput, output, 1e-7);
        Assert.Equal((float)output, output);
    }

    [Fact]
    public async Task Numbers_are_written_with_a_point_in_any_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("", false) { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Contains("0.7310585786300049", (await Invocation.Of("explain")).Results, StringComparison.Ordinal);
            Assert.Contains("learning rate 0.05", (await Invocation.Of("train")).Results, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>Equal to 12 significant digits.</summary>
    private static void Near(double expected, JsonElement actual) =>
        Assert.Equal(expected, actual.GetDouble(), 1e-12 * Math.Abs(expected) * 5);
}

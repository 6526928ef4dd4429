using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli.Tests;

public sealed class ExplainModelTests(DataFiles files) : IClassFixture<DataFiles>
{
    /// <summary>Every activation once, every loss, precision, batch 1 and 7, with and without bias, one layer to three.</summary>
    public static TheoryData<bool, int, string, string, string> Models => new()
    {
        { false, 1, "3-4-2", "sigmoid identity", "half-squared-error" },
        { true, 7, "3-4-2", "tanh identity", "mean-squared-error" },
        { false, 7, "2-9-17-1", "relu leaky-relu sigmoid", "binary-cross-entropy" },
        { true, 1, "5-6-3", "elu softmax", "softmax-cross-entropy" },
        { false, 7, "5-6-3", "silu softmax", "softmax-cross-entropy" },
        { true, 7, "4-8-8-2", "gelu softplus tanh", "huber" },
        { false, 1, "4-8-8-2", "softplus gelu relu", "mean-absolute-error" },
        { true, 7, "1-1", "identity", "half-squared-error" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Both_engines_print_the_same_digits(bool isFloat, int batch, string sizes, string activations, string loss)
    {
        foreach (var seed in (int[])[1, 2])
        {
            var (model, data, target) = RandomModel.Write(files, isFloat, batch, sizes, activations, loss, seed);
            string[] words = ["explain", "--model", model, "--data", data, "--target", target];
            foreach (var more in (string[][])[[], ["--json"], ["--reduction", "sum"], ["--precision", isFloat ? "double" : "float"]])
            {
                var tensors = await Invocation.Of([.. words, .. more]);
                var reference = await Invocation.Of([.. words, .. more, "--engine", "reference"]);
                Assert.Equal((0, ""), (tensors.Code, tensors.Messages));
                Assert.Equal(reference.Results, tensors.Results);
            }
        }
    }

    [Theory]
    [InlineData("tensors")]
    [InlineData("reference")]
    public async Task The_worked_example_from_files_is_the_worked_example(string engine)
    {
        var spec = new NetworkSpec(2, [new(2, Activation.Sigmoid, hasBias: false), new(1, hasBias: false)]);
        ModelFile.Save(new Network<double>(spec, initializer: Initializer.Constant(0.5)), files["example.safetensors"]);
        files.Write("example", "1,1,0.5\n");
        var built = await Invocation.Of("explain", "--json", "--engine", engine);
        Assert.Equal(0, built.Code);
        Assert.Equal(built.Results, (await Explain("example.safetensors", "example", "2", "--json", "--engine", engine)).Results);
    }

    [Fact]
    public async Task Inputs_are_the_other_columns_in_their_order()
    {
        var network = new Network<double>(new(2, [new(1, hasBias: false)]));
        network.Parameters.CopyFrom([10, 1]);
        ModelFile.Save(network, files["sum.safetensors"]);
        files.Write("sum", "a,t,b\n1,0,2\n3,0,4\n");
        var report = (await Explain("sum.safetensors", "sum", "t", "--json")).Json;
        Assert.Equal("[[12,34]]", report.GetProperty("outputs").GetRawText());
    }

    [Fact]
    public async Task Classes_are_positions_or_texts_or_a_column_each()
    {
        files.Write("positions", Rows("2", "0", "1"));
        files.Write("texts", Rows("c", "a", "b"));
        files.Write("labels", Rows("3", "1", "2"));
        files.Write("columns", Rows("0,0,1", "1,0,0", "0,1,0"));
        var expected = await Explain("classes.safetensors", "columns", "2,3,4", "--json");
        Assert.Equal(0, expected.Code);
        foreach (var same in (string[])["positions", "texts", "labels"])
        {
            Assert.Equal(expected.Results, (await Explain("classes.safetensors", same, "2", "--json")).Results);
        }

        static string Rows(string third, string first, string second) =>
            $"1,2,{third}\n-0.5,0.25,{first}\n3,-1,{second}\n0,0.125,{third}\n";
    }

    [Fact]
    public async Task Tables_are_read_as_they_are_said_to_be_written()
    {
        files.Write("plain-sum", "1,2,0\n3,4,0\n");
        files.Write("other-sum", "a:b:c\n1:2:0\n3:4:0\n");
        var expected = await Explain("line.safetensors", "plain-sum", "2", "--json");
        Assert.Equal(0, expected.Code);
        Assert.Equal(expected.Results, (await Explain("line.safetensors", "other-sum", "c", "--delimiter", ":", "--header", "yes", "--json")).Results);
    }

    [Fact]
    public async Task Images_and_built_in_sets_have_their_own_targets()
    {
        await Invocation.Report("train", files["images.idx"], "--labels", files["labels.idx"], "--validation", "0", "--epochs", "1", "--out", files["seen.safetensors"]);
        await Invocation.Report("train", "circles", "--epochs", "1", "--out", files["circles.safetensors"]);
        await Same(files["seen.safetensors"], files["images.idx"], "--labels", files["labels.idx"]);
        await Same(files["circles.safetensors"], "circles", "--seed", "3");

        static async Task Same(string model, string data, params string[] more)
        {
            var evaluated = await Invocation.Report(["evaluate", model, data, .. more]);
            var explained = await Invocation.Report(["explain", "--model", model, "--data", data, .. more]);
            Assert.Equal(evaluated.GetProperty("loss").GetDouble(), explained.GetProperty("loss").GetDouble());
        }
    }

    [Fact]
    public async Task Loss_and_reduction_are_the_models_unless_they_are_told()
    {
        var spec = new NetworkSpec(1, [new(1, hasBias: false)], Loss.Huber(2), Reduction.Sum);
        ModelFile.Save(new Network<double>(spec, initializer: Initializer.Constant(1)), files["huber.safetensors"]);
        files.Write("huber", "8,0\n1,0\n");

        Assert.Equal("[[2,1]]", await Delta());
        Assert.Equal("[[2,1]]", await Delta("--loss", "huber"));
        Assert.Equal("[[1,0.5]]", await Delta("--reduction", "mean"));
        Assert.Equal("[[8,1]]", await Delta("--loss", "half-squared-error"));

        async Task<string> Delta(params string[] more) =>
            (await Explain("huber.safetensors", "huber", "1", [.. more, "--json"])).Json.GetProperty("layers")[0].GetProperty("delta").GetRawText();
    }

    [Fact]
    public async Task Text_shows_formulas_and_aligned_matrices_forward_then_backward()
    {
        var network = new Network<float>(new(2, [new(2, Activation.Relu), new(1, hasBias: false)]));
        network.Parameters.CopyFrom([1, -0.5f, 0.1f, 1, 0, 10, 2, -1]);
        ModelFile.Save(network, files["small.safetensors"]);
        files.Write("small", "1,2,0\n-4,0.5,1\n");
        Assert.Equal(Small.ReplaceLineEndings("\n"), (await Explain("small.safetensors", "small", "2")).Results.ReplaceLineEndings("\n"));
    }

    private const string Small =
        """
        network  2-2-1 relu, identity; 8 parameters, float
        batch    2 of small.csv, one sample per column
        letters  x input, w weight, b bias, z weighted sum, a = f(z), t target, δ = dE/dz

        Forward
          x [2 × 2]
            1   -4
            2  0.5

        Layer 1, relu: z1 = w1·x + b1; a = max(z, 0)
          w1 [2 × 2]
               1  0.1
            -0.5    1
          b1 [2 × 1]
             0
            10
          z1 [2 × 2]
             1.2  -3.95
            11.5   12.5
          a1 [2 × 2]
             1.2     0
            11.5  12.5

        Layer 2, identity: z2 = w2·a1; a = z
          w2 [1 × 2]
            2  -1
          z2 [1 × 2]
            -9.1  -12.5
          a2 [1 × 2]
            -9.1  -12.5

        Backward
          t [1 × 2]
            0  1

        Layer 2: δ2 = (a − t)·f′/2, f′ = 1; dw2 = δ2·a1ᵀ
          δ2 [1 × 2]
            -4.55  -6.75
          dw2 [1 × 2]
            -5.4600005  -136.7

        Layer 1: δ1 = (w2ᵀ·δ2)·f′, f′ = 1 where a > 0, else 0; dw1 = δ1·xᵀ; db1 = Σ δ1
          δ1 [2 × 2]
            -9.1    -0
            4.55  6.75
          dw1 [2 × 2]
              -9.1   -18.2
            -22.45  12.475
          db1 [2 × 1]
            -9.1
            11.3

        Loss: half-squared-error, mean over the samples of ½·Σ(a − t)²
          E = 66.26500173568729

        """;

    private Task<Invocation> Explain(string model, string data, string target, params string[] more) =>
        Invocation.Of(["explain", "--model", files[model], "--data", files[data], "--target", target, .. more]);
}

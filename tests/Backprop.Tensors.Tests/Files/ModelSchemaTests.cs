using System.Text;
using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests;

public sealed class ModelSchemaTests : IDisposable
{
    private static readonly DataSchema Schema = new(
        LearningTask.Classification, [new("größe", []), new("color", ["blue", "red"])], ["yes", "no"])
    {
        InputScaling = Scaling.Of([0.1, 0, -1], [3, 1, 1e-300]),
        OutputScaling = Scaling.Of([0, 0.5], [1, -7.25]),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    private string FilePath => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_schema_comes_back_to_the_bit()
    {
        ModelFile.Save(new Model<float>(new(new(3, [new(2, Activation.Softmax)])), Schema), FilePath);
        var loaded = ModelFile.Load<float>(FilePath).Schema!;
        Assert.Equal((LearningTask.Classification, 2), (loaded.Task, loaded.Inputs.Length));
        Assert.Equal(["größe", "color"], loaded.Inputs.Select(column => column.Name));
        Assert.Equal([[], ["blue", "red"]], loaded.Inputs.Select(column => column.Categories.ToArray()));
        Assert.Equal(["yes", "no"], [.. loaded.Outputs]);
        Assert.Equal(Numbers(Schema), Numbers(loaded));
    }

    private static double[] Numbers(DataSchema schema) =>
        [.. schema.InputScaling!.Offsets, .. schema.InputScaling.Divisors, .. schema.OutputScaling!.Offsets, .. schema.OutputScaling.Divisors];

    [Fact]
    public void A_model_without_a_schema_has_none_when_it_comes_back()
    {
        ModelFile.Save(new Network<float>(new(3, [new(2)])), FilePath);
        Assert.DoesNotContain("schema", Encoding.UTF8.GetString(File.ReadAllBytes(FilePath)), StringComparison.Ordinal);
        Assert.Null(ModelFile.Load<float>(FilePath).Schema);
    }

    [Theory]
    [InlineData("""{"task":"sorting","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c"]}""", "task is 'sorting'; allowed is classification or regression")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"}],"outputs":["c"]}""", "Schema.Inputs is 1 values; allowed is 2, as the network has")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a","categories":["x","y","z"]}],"outputs":["c"]}""", "Schema.Inputs is 3 values")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a","categories":["y","x"]}],"outputs":["c"]}""", "Category 1 of column 'a' is 'x'; allowed is ordinal order")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a","categories":["x","x"]}],"outputs":["c"]}""", "each once")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c","d"]}""", "Schema.Outputs is 2 values")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"},{"name":null}],"outputs":["c"]}""", "a name is null")]
    [InlineData("""{"task":"regression","task":"regression","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c"]}""", "cannot be used")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c"],"inputScaling":{"offsets":[0],"divisors":[1]}}""", "Schema.InputScaling is 1 values")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c"],"inputScaling":{"offsets":[0,0],"divisors":[1]}}""", "2 offsets and 1 divisors")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c"],"inputScaling":{"offsets":[0,0],"divisors":[1,0]}}""", "Divisor 1 of scaling is 0; allowed is a finite number other than 0")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c"],"outputScaling":{"offsets":[1e999],"divisors":[1]}}""", "Offset 0 of scaling is")]
    [InlineData("""{"task":"regression","inputs":[{"name":"a"},{"name":"b"}],"outputs":["c"],"outputScaling":{"offsets":[0]}}""", "cannot be used")]
    [InlineData("[]", "cannot be used")]
    public void A_schema_that_does_not_fit_its_network_is_refused(string schema, string why)
    {
        var error = Assert.Throws<InvalidDataException>(() => ModelJson.Read(
            $$"""{"version":1,"inputs":2,"layers":[{"units":1,"activation":"identity"}],"loss":"huber","reduction":"mean","schema":{{schema}}}"""));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_not_made_of_a_schema_and_a_network_that_do_not_fit()
    {
        Assert.Throws<ArgumentException>(() => new Model<float>(new(new(2, [new(2)])), Schema));
        var twice = new DataSchema(LearningTask.Classification, [new("a", [])], ["same", "same"]);
        var error = Assert.Throws<ArgumentException>(() => new Model<float>(new(new(1, [new(2, Activation.Softmax)])), twice));
        Assert.Equal("Schema.Outputs is same, same; allowed is each class once.", error.Message);
    }
}

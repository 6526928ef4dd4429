using System.Globalization;
using System.IO.Compression;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli.Tests;

/// <summary>CSV and model files in a folder that lasts as long as the tests of a class.</summary>
public sealed class DataFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backprop-tests-");

    public DataFiles()
    {
        Write("good", "a,b,c\n1,2,x\n2,3,y\n3,4,x\n4,5,y\n");
        Write("indexed", "1,2\n2,3.5\n3,4\n");
        Write("ragged", "a,b,c\n1,2,x\n2,3,y\n3,4\n");
        Write("text", "a,b,c\n1,2,x\n2,zebra,y\n3,4,x\n");
        Write("missing", "a,b,c\n1,2,x\n2,,y\n3,4,x\n");
        Write("nan", "a,b,c\n1,2,x\n2,NaN,y\n3,4,x\n");
        Write("infinite", "a,b,c\n1,2,x\n2,1e999,y\n3,4,x\n");
        Write("empty", "");
        Write("header", "a,b,c\n");
        Write("quote", "a,b\n\"1,2\n3,4\n");
        Write("twice", "a,a,b\n1,2,3\n2,3,4\n");
        Write("target-only", "y\n1\n2\n");
        Write("one-class", "a,b\n1,x\n2,x\n");
        Write("wide", "1e308,1\n-1e308,2\n1,3\n");
        Write("large", "1,3\n2,4.5\n3,5\n1e100,1\n");
        Write("numbers", "1,2,0.5,0.25,1\n2,3,1,0,0\n");
        Write("triples", "1,2,3\n2,1e100,4\n");
        Write("large-named", "length,width,height,more\n\"1\",2,3,4\n\n2,1e100,3,4\n");
        Write("flowers", Flowers());
        Write("text.safetensors", "This is no model, but a text that is longer than eight letters.");
        ModelFile.Save(new Network<double>(new(2, [new(3, Activation.Tanh), new(1)])), this["line.safetensors"]);
        ModelFile.Save(new Network<float>(new(2, [new(3, Activation.Softmax)])), this["classes.safetensors"]);
        Write("table", "a,k,c\n1,p,x\n2,q,y\n");
        Write("unseen-class", "a,k,c\n1,p,x\n2,q,z\n");
        Write("unseen-category", "a,k,c\n1,p,x\n2,r,y\n");
        Write("no-column", "a,c\n1,x\n2,y\n");
        Write("no-target", "a,k\n1,p\n2,q\n");
        Write("weights", "a,b,w\n1,2,1\n2,3,-1\n3,4,1\n");
        Write("no-weights", "a,b,w\n1,2,0\n2,3,0\n3,4,0\n");
        Write("more-line", "x,y\n100,105000.5\n101,106000.5\n");
        var schema = new DataSchema(LearningTask.Classification, [new("a", []), new("k", ["p", "q"])], ["x", "y"]) { Targets = ["c"] };
        ModelFile.Save(new Model<double>(new Network<double>(new(3, [new(2, Activation.Softmax)], Loss.SoftmaxCrossEntropy)), schema), this["schema.safetensors"]);
        Write("images.idx", [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 1, 2]);
        Write("labels.idx", [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 7]);
        Write("two-labels.idx", [0, 0, 8, 1, 0, 0, 0, 2, 7, 0]);
        Write("magic.idx", [0, 0, 9, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 1, 2]);
        Write("dimensions.idx", [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 1, 2]);
        Write("cut.idx", [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51]);
        Write("cut.gz", Packed([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 1, 2])[..^6]);
        Write("line", "x,y\n" + string.Concat(Enumerable.Range(0, 50).Select(n => $"{n},{(1000 * n) + 5000.5}\n")));
    }

    /// <summary>The path of a file; a CSV file where the name does not say.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, Path.HasExtension(name) ? name : name + ".csv");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes a file of bytes.</summary>
    public void Write(string name, byte[] bytes) => File.WriteAllBytes(this[name], bytes);

    /// <summary>The files there are.</summary>
    public IEnumerable<string> Names => _folder.GetFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal);

    private static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Three kinds of 50 rows without a header, two of which touch: what the iris data is like.</summary>
    private static string Flowers()
    {
        double[][] centers = [[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.2, 1.3], [6.6, 3.0, 5.6, 2.0]];
        var noise = RandomStream.FromKey(1);
        return string.Concat(Enumerable.Range(0, 150).Select(row =>
        {
            var cells = centers[row / 50].Select((center, c) => center + (0.25 * noise.Normal((4 * row) + c)));
            return string.Join(',', cells.Select(cell => cell.ToString("F1", CultureInfo.InvariantCulture))) + $",kind-{"cab"[row / 50]}\n";
        }));
    }
}

using System.Globalization;
using System.Text;
using Backprop.Data;
using BenchmarkDotNet.Attributes;
using CsvHelper;

namespace Backprop.Benchmarks;

/// <summary>What the cells of a file are.</summary>
public enum Cells
{
    /// <summary>Numbers of 17 digits.</summary>
    Digits17,

    /// <summary>Numbers of four digits, as people measure.</summary>
    Digits4,

    /// <summary>Whole numbers from 0 to 255.</summary>
    Bytes,
}

/// <summary>How fast is a CSV file read into samples, beside the loop of its parser that only adds the numbers up?</summary>
[Config(typeof(ThroughputConfig))]
public class CsvReadingBenchmarks : IBytes
{
    private const int Rows = 20_000, Columns = 100;

    private static readonly CsvColumns Target = new(FormattableString.Invariant($"{Columns - 1}")) { Task = LearningTask.Regression };

    private string _path = "";
    private double _sum;

    [ParamsAllValues]
    public Cells Cells { get; set; }

    public static long Bytes(Func<string, object> parameter) => Encoding.ASCII.GetByteCount(Text((Cells)parameter(nameof(Cells))));

    [GlobalSetup]
    public void Setup()
    {
        _path = Path.GetTempFileName();
        File.WriteAllText(_path, Text(Cells));
        _sum = BareLoop();
        var samples = Doubles();
        var read = samples.Inputs.ToArray().Sum() + samples.Targets.ToArray().Sum();
        if (samples.Count != Rows || Math.Abs(read - _sum) > 1e-9 * Math.Abs(_sum))
        {
            throw new InvalidOperationException($"The samples add up to {read}, the cells to {_sum}.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark(Baseline = true)]
    public double BareLoop()
    {
        using var reader = CsvReader.FromFile(_path, new CsvReaderOptions { HasHeader = false });
        var sum = 0.0;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                sum += reader.Parse<double>(column);
            }
        }

        return sum;
    }

    [Benchmark]
    public Samples<double> Doubles() => CsvSource.ReadAll<double>(CsvFile.Open(_path), Target).Samples;

    [Benchmark]
    public Samples<float> Floats() => CsvSource.ReadAll<float>(CsvFile.Open(_path), Target).Samples;

    private static string Text(Cells cells)
    {
        var random = RandomStream.FromKey(1);
        var text = new StringBuilder();
        for (var i = 0L; i < (long)Rows * Columns; i++)
        {
            var cell = cells switch
            {
                Cells.Digits17 => random.Normal(i).ToString("R", CultureInfo.InvariantCulture),
                Cells.Digits4 => random.Normal(i).ToString("F4", CultureInfo.InvariantCulture),
                _ => random.Below(256, i).ToString(CultureInfo.InvariantCulture),
            };
            text.Append(cell).Append((i + 1) % Columns == 0 ? '\n' : ',');
        }

        return text.ToString();
    }
}

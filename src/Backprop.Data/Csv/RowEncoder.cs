using System.Collections.Immutable;
using System.Numerics;

namespace Backprop.Data;

/// <summary>From the cells of a row to the values of a sample: numbers scaled in double and rounded once, texts one-hot.</summary>
internal sealed class RowEncoder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CsvFile _file;
    private readonly Cell[] _inputs, _targets;
    private readonly int? _weight;

    public RowEncoder(CsvSource source, CellRoles roles)
    {
        var schema = source.Schema;
        (_file, _weight) = (source.File, roles.Weight);
        _inputs = [.. Cells(roles.Inputs, [.. schema.Inputs.Select(c => c.Categories)], schema.InputScaling, isClass: false)];
        var isClass = schema.Task == LearningTask.Classification && roles.Targets.Length == 1 && schema.Outputs.Length > 1;
        _targets = [.. Cells(roles.Targets, isClass ? [schema.Outputs] : [.. roles.Targets.Select(_ => ImmutableArray<string>.Empty)], schema.OutputScaling, isClass)];
        InputSize = _inputs.Sum(c => c.Width);
        TargetSize = _targets.Sum(c => c.Width);
    }

    /// <summary>Values of an input.</summary>
    public int InputSize { get; }

    /// <summary>Values of a target; 0 where only inputs are read.</summary>
    public int TargetSize { get; }

    /// <summary>Memory for so many rows, which <see cref="Read"/> fills: where it writes no target, there is 0.</summary>
    public Block Allocate(int rows) => new(
        GC.AllocateUninitializedArray<T>(InputSize * rows),
        TargetSize == 0 ? new T[rows] : GC.AllocateUninitializedArray<T>(TargetSize * rows),
        new double[_weight is null ? 0 : rows]);

    /// <summary>Reads so many rows.</summary>
    /// <param name="rows">A pass, before the first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="block">Where to; it may have held other rows before.</param>
    /// <returns>The block's samples; where only inputs are read, their targets are one 0 each.</returns>
    /// <exception cref="DataException">A cell is not what it must be, or the file has fewer rows.</exception>
    public Samples<T> Read(CsvRows rows, int count, Block block)
    {
        var (inputs, targets, weights) = block;
        for (var n = 0; n < count; n++)
        {
            if (!rows.Read())
            {
                throw new DataException($"{_file.Path}: the file has fewer rows than when it was first read; expected is one that does not change.");
            }

            Write(rows, _inputs, inputs.AsSpan(n * InputSize, InputSize));
            Write(rows, _targets, targets.AsSpan(n * TargetSize, TargetSize));
            if (_weight is { } column)
            {
                weights[n] = Weight(rows, column);
            }
        }

        return new(
            InputSize, inputs.AsMemory(0, count * InputSize),
            Math.Max(1, TargetSize), targets.AsMemory(0, count * Math.Max(1, TargetSize)),
            weights.AsMemory(0, _weight is null ? 0 : count));
    }

    /// <summary>The memory of some rows.</summary>
    public sealed record Block(T[] Inputs, T[] Targets, double[] Weights);

    private static void Write(CsvRows rows, Cell[] cells, Span<T> values)
    {
        foreach (var cell in cells)
        {
            if (cell.IsNumber)
            {
                values[cell.First] = cell.Number(rows);
            }
            else
            {
                cell.WriteOneHot(rows, values.Slice(cell.First, cell.Width));
            }
        }
    }

    private static double Weight(CsvRows rows, int column) =>
        rows.TryNumber(column, out var weight) && weight >= 0 && double.IsFinite(weight)
            ? weight
            : throw rows.Wrong(column, "a finite number, 0 or above, for a sample weight");

    private static IEnumerable<Cell> Cells(int[] columns, ImmutableArray<string>[] categories, Scaling? scaling, bool isClass)
    {
        var first = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            var cell = new Cell(columns[i], categories[i], scaling, first, isClass);
            first += cell.Width;
            yield return cell;
        }
    }

    /// <summary>One column.</summary>
    private sealed class Cell
    {
        // So that texts of numbers, which are written in many ways, do not fill memory.
        private const int MostRemembered = 10_000;

        private readonly int _column;
        private readonly ImmutableArray<string> _categories;
        private readonly bool _isClass, _isScaled;
        private readonly double[] _offsets, _divisors;
        private readonly Dictionary<string, int> _places = [];

        public Cell(int column, ImmutableArray<string> categories, Scaling? scaling, int first, bool isClass)
        {
            (_column, _categories, _isClass) = (column, categories, isClass);
            (First, Width, IsNumber) = (first, Math.Max(1, categories.Length), categories.IsEmpty);
            _offsets = [.. Enumerable.Range(first, Width).Select(i => scaling?.Offsets[i] ?? 0)];
            _isScaled = scaling is not null;
            _divisors = [.. Enumerable.Range(first, Width).Select(i => scaling?.Divisors[i] ?? 1)];
        }

        /// <summary>The place of its first value.</summary>
        public int First { get; }

        /// <summary>Values that the cell becomes.</summary>
        public int Width { get; }

        /// <summary>Whether it is a number, and no text.</summary>
        public bool IsNumber { get; }

        public void WriteOneHot(CsvRows rows, Span<T> values)
        {
            var place = Place(rows);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = T.CreateChecked(((i == place ? 1 : 0) - _offsets[i]) / _divisors[i]);
            }
        }

        public T Number(CsvRows rows)
        {
            if (!rows.TryNumber(_column, out var x) || !double.IsFinite(x))
            {
                throw rows.Wrong(_column, "a finite number");
            }

            var value = T.CreateTruncating(_isScaled ? (x - _offsets[0]) / _divisors[0] : x);
            return T.IsFinite(value) ? value : throw rows.Wrong(_column, "a number that is finite in the network's precision");
        }

        private int Place(CsvRows rows)
        {
            var text = rows.Text(_column);
            if (_places.TryGetValue(text, out var place))
            {
                return place;
            }

            var name = _isClass ? ColumnSurvey.ClassName(rows, _column) : text;
            place = _categories.IndexOf(name);
            if (place < 0)
            {
                throw rows.Wrong(_column, $"one of {string.Join(", ", _categories)}");
            }

            if (_places.Count < MostRemembered)
            {
                _places.Add(text, place);
            }

            return place;
        }
    }
}

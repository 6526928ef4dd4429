using System.Collections.Immutable;
using System.Globalization;

namespace Backprop.Data;

/// <summary>What a pass over the rows finds out about one column.</summary>
/// <param name="column">The column.</param>
internal sealed class ColumnSurvey(int column)
{
    // More categories than this are names or dates, and a column for each would be learnt by heart.
    private const int MostCategories = 1000;

    private readonly Dictionary<string, long> _categories = [];
    private RunningScale _scale = new();
    private long _numbers, _texts, _firstText, _firstFull, _firstMissing, _firstInfinite;
    private bool _isComplete = true, _areWhole = true;

    /// <summary>Whether numbers are categories too: those of a target may be, and those of a column of texts are.</summary>
    public bool TakesNumbersForCategories { get; init; }

    /// <summary>Whether the values of numbers are looked at, for scaling.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>Whether whole numbers such as 1 and 1.0 are one category.</summary>
    public bool IsTarget { get; init; }

    /// <summary>The column.</summary>
    public int Column => column;

    /// <summary>Cells that are not missing, nor infinite, and are numbers without a fraction.</summary>
    public bool AreWhole => _areWhole && _texts == 0;

    /// <summary>Number of different cells; one more than is counted if there are too many.</summary>
    public int Distinct => _categories.Count;

    /// <summary>A column is numeric if at least half of its cells are: the others are then mistakes.</summary>
    public bool IsNumeric => _numbers >= _texts;

    /// <summary>Whether it is a column of texts of which some look like numbers, which have not been taken for categories.</summary>
    public bool NeedsAnotherLook => !IsNumeric && _numbers > 0 && !TakesNumbersForCategories;

    /// <summary>Takes in the cell of a row.</summary>
    public void Add(CsvRows rows)
    {
        if (IsMeasured || IsTarget)
        {
            AddMeasured(rows);
        }
        else if (rows.IsNumber(column))
        {
            _numbers++;
            CountCategory(rows, TakesNumbersForCategories);
        }
        else
        {
            AddText(rows);
        }
    }

    /// <summary>The texts in ordinal order.</summary>
    /// <exception cref="DataException">They are numbers with a decimal comma, there are too many, or a cell is missing.</exception>
    public ImmutableArray<string> Categories(CsvFile file)
    {
        if (DecimalComma.IsIn(_categories.Keys))
        {
            throw file.Wrong(_firstFull, column, "a number with a decimal point, such as 28.9");
        }

        if (_firstMissing > 0)
        {
            throw file.Wrong(_firstMissing, column, "a text");
        }

        return _isComplete
            ? [.. _categories.Keys.Order(StringComparer.Ordinal)]
            : throw new DataException(FormattableString.Invariant(
                $"{file.Path}, column '{file.NameOf(column)}': more than {MostCategories} different values; expected are at most {MostCategories} categories."));
    }

    /// <summary>The first row that is not a finite number, as far as that is known; 0 is none.</summary>
    public long FirstMistake => (_firstText, _firstInfinite) switch
    {
        (0, var infinite) => infinite,
        (var text, 0) => text,
        var (text, infinite) => Math.Min(text, infinite),
    };

    /// <summary>Offsets and divisors of the values that the cells become.</summary>
    public IEnumerable<(double Offset, double Divisor)> Pairs(ScalingKind kind, ImmutableArray<string> categories) =>
        categories.IsEmpty
            ? [_scale.Pair(kind)]
            : categories.Select(category => RunningScale.PairOfShare(kind, (double)_categories[category] / (_numbers + _texts)));

    /// <summary>1, 1.0 and 1e0 are one class.</summary>
    public static string ClassName(CsvRows rows, int column) =>
        rows.TryNumber(column, out var number) && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : rows.Text(column);

    private void AddMeasured(CsvRows rows)
    {
        if (!rows.TryNumber(column, out var number))
        {
            AddText(rows);
            return;
        }

        _numbers++;
        _areWhole &= double.IsInteger(number);
        if (double.IsFinite(number))
        {
            _scale.Add(number);
        }
        else if (_firstInfinite == 0)
        {
            _firstInfinite = rows.Record;
        }

        CountCategory(rows, TakesNumbersForCategories);
    }

    private void AddText(CsvRows rows)
    {
        _texts++;
        _firstText = _firstText == 0 ? rows.Record : _firstText;
        var isMissing = rows.IsMissing(column);
        _firstMissing = _firstMissing == 0 && isMissing ? rows.Record : _firstMissing;
        _firstFull = _firstFull == 0 && !isMissing ? rows.Record : _firstFull;
        CountCategory(rows, true);
    }

    private void CountCategory(CsvRows rows, bool isCategory)
    {
        if (!isCategory || !_isComplete)
        {
            return;
        }

        var text = IsTarget ? ClassName(rows, column) : rows.Text(column);
        _categories[text] = _categories.GetValueOrDefault(text) + 1;
        _isComplete = _categories.Count <= MostCategories;
    }
}

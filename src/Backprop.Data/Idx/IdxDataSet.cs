using System.Collections.Immutable;
using System.Globalization;

namespace Backprop.Data;

/// <summary>Images and labels in IDX format, such as MNIST's: each image's bytes are the inputs, its label the class.</summary>
public static class IdxDataSet
{
    /// <summary>Reads images, and labels if there are any; without, targets are one 0 each.</summary>
    /// <param name="images">The file of images: the first dimension counts them.</param>
    /// <param name="labels">The file of labels, one for each image; null if only inputs are needed.</param>
    /// <param name="classes">The names of the classes, in order; null takes the labels there are.</param>
    /// <returns>Bytes as they are; the schema's scaling is x/255.</returns>
    /// <exception cref="DataException">A file is none of IDX, is cut off, or the other has another count.</exception>
    public static DataSet Read(string images, string? labels, ImmutableArray<string>? classes = null)
    {
        var pixels = IdxArray.Read(images);
        if (pixels.Dimensions is [var only])
        {
            throw new DataException($"{images}: the dimensions are {only}; expected are two or more, of images.");
        }

        var (count, size) = (pixels.Dimensions[0], pixels.Values.Length / pixels.Dimensions[0]);
        var names = labels is null ? ["0"] : classes ?? [];
        var targets = new double[count];
        if (labels is not null)
        {
            var marks = Labels(labels, images, count);
            names = classes ?? [.. marks.Distinct().Order().Select(Name)];
            targets = OneHot(labels, marks, names);
        }

        var inputs = Array.ConvertAll(pixels.Values, value => (double)value);
        var columns = Enumerable.Range(0, size).Select(i => new InputColumn(i.ToString(CultureInfo.InvariantCulture), []));
        var schema = new DataSchema(LearningTask.Classification, [.. columns], names)
        {
            InputScaling = Scaling.Of(new double[size], [.. Enumerable.Repeat(255.0, size)]),
        };
        return new(Path.GetFileName(images), schema, new(size, inputs, targets.Length / count, targets))
        {
            Origin = DataOrigin.Images,
            Summary = FormattableString.Invariant($"{string.Join(" × ", pixels.Dimensions)} bytes, {names.Length} classes ({string.Join(", ", names)})"),
        };
    }

    private static byte[] Labels(string path, string images, int count)
    {
        var labels = IdxArray.Read(path);
        if (labels.Dimensions is not [var found])
        {
            throw new DataException($"{path}: the dimensions are {string.Join(" × ", labels.Dimensions)}; expected is one, of labels.");
        }

        return found == count
            ? labels.Values
            : throw new DataException($"{path}: there are {found} labels; expected are {count}, one for each image of {images}.");
    }

    private static double[] OneHot(string path, byte[] labels, ImmutableArray<string> classes)
    {
        if (classes.Length < 2)
        {
            throw new DataException($"{path}: every label is {(classes.IsEmpty ? "of no class" : classes[0])}; expected are two classes or more.");
        }

        // A label is a byte: the place of each among the classes, or −1.
        int[] places = [.. Enumerable.Range(0, 256).Select(label => classes.IndexOf(Name((byte)label)))];
        var targets = new double[checked(labels.Length * classes.Length)];
        for (var n = 0; n < labels.Length; n++)
        {
            var place = places[labels[n]];
            targets[(n * classes.Length) + (place >= 0 ? place : throw new DataException(
                $"{path}: label {n} (the first is 0) is {labels[n]}; expected is one of {string.Join(", ", classes)}."))] = 1;
        }

        return targets;
    }

    private static string Name(byte label) => label.ToString(CultureInfo.InvariantCulture);
}

using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Tensors.Tests;

/// <summary>A safetensors file after something has happened to it.</summary>
internal static class FileMutation
{
    private static readonly string[] Numbers =
        ["0", "1", "2", "3", "5", "-1", "-0", "1.5", "1e999", "2147483647", "2147483648", "4294967297", "4611686018427387904", "9223372036854775807", "-9223372036854775808", "18446744073709551616"];

    private static readonly string[] Tokens =
        ["null", "true", "{}", "[]", "\"\"", "\"F64\"", "\"F16\"", "\"layers.0.weight\"", "\"2.weight\"", "\"__metadata__\"", "\\u0022", "\\ud800", "\"softmax\"", "[[[[", "}", ",", ":", " ", "\0", "é"];

    /// <summary>One change, or for one file in three two, as the random numbers have it.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = original;
        for (var changes = random.Next(3) == 0 ? 2 : 1; changes > 0; changes--)
        {
            bytes = Changed(bytes, random);
        }

        return bytes;
    }

    /// <summary>A file with this header.</summary>
    public static byte[] WithHeader(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. data];
    }

    /// <summary>The same tensors under <c>N.weight</c> with this prefix, N = 0, 2, 4 …, without metadata.</summary>
    public static byte[] Renamed(byte[] file, string prefix)
    {
        var header = Regex.Replace(Header(file), "\"__metadata__\":\\{.*?\"\\},", "");
        return WithHeader(Regex.Replace(header, "layers\\.([0-9])", match => $"{prefix}{2 * int.Parse(match.Groups[1].ValueSpan)}"), Data(file));
    }

    private static byte[] Changed(byte[] bytes, Random random) => random.Next(11) switch
    {
        0 => Flipped(bytes, random, 0),
        10 => Flipped(bytes, random, IsWhole(bytes) ? bytes.Length - Data(bytes).Length : 0),
        1 => bytes[..random.Next(bytes.Length + 1)],
        2 => [.. bytes, .. new byte[random.Next(1, 20)]],
        3 => bytes.Length < 8 ? bytes : [.. BitConverter.GetBytes(Length(bytes, random)), .. bytes[8..]],
        4 => InHeader(bytes, header => Replaced(header, "-?[0-9]+", _ => Numbers[random.Next(Numbers.Length)], random)),
        5 => InHeader(bytes, header => Replaced(header, "(?<=data_offsets.*)[0-9]+", old => $"{System.Numerics.BigInteger.Parse(old) + random.Next(-9, 10)}", random)),
        6 => InHeader(bytes, header => Replaced(header, "\"[^\"]*\"|null|true|\\[[^\\]]*\\]", _ => Tokens[random.Next(Tokens.Length)], random)),
        7 => InHeader(bytes, header => Replaced(header, "\"[^\"]*\":(\\{[^{}]*\\}|\\[[^\\]]*\\]|\"[^\"]*\")", old => $"{old},{old}", random)),
        8 => InHeader(bytes, header => header.Insert(random.Next(header.Length + 1), Tokens[random.Next(Tokens.Length)])),
        _ => InHeader(bytes, header => header.Length == 0 ? header : header.Remove(random.Next(header.Length), 1)),
    };

    /// <summary>One to eight bits, from a place on.</summary>
    private static byte[] Flipped(byte[] bytes, Random random, int from)
    {
        var flipped = bytes.ToArray();
        for (var count = random.Next(1, 9); count > 0 && from < flipped.Length; count--)
        {
            flipped[random.Next(from, flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    private static long Length(byte[] bytes, Random random) =>
        random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : BitConverter.ToInt64(bytes) + random.Next(-20, 21);

    private static string Replaced(string header, string pattern, Func<string, string> by, Random random)
    {
        var matches = Regex.Matches(header, pattern);
        if (matches.Count == 0)
        {
            return header;
        }

        var match = matches[random.Next(matches.Count)];
        return header[..match.Index] + by(match.Value) + header[(match.Index + match.Length)..];
    }

    private static byte[] InHeader(byte[] bytes, Func<string, string> change) =>
        IsWhole(bytes) ? WithHeader(change(Header(bytes)), Data(bytes)) : bytes;

    private static bool IsWhole(byte[] bytes) =>
        bytes.Length >= 8 && BitConverter.ToInt64(bytes) is >= 0 and var length && length <= bytes.Length - 8;

    private static string Header(byte[] file) => Encoding.UTF8.GetString(file, 8, (int)BitConverter.ToInt64(file));

    private static byte[] Data(byte[] file) => file[(8 + (int)BitConverter.ToInt64(file))..];
}

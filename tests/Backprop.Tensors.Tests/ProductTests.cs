using System.Numerics;
using Backprop.Reference;
using Backprop.Tensors.Kernels;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Backprop.Tensors.Tests;

/// <summary>The three products at every width and on one to three threads, against the three loops of the reference.</summary>
public class ProductTests
{
    /// <summary>Sizes of one layer: out × in × batch, and the seed of its numbers.</summary>
    public sealed record Layer(int Outputs, int Inputs, int Batch, bool HasBias, int Seed);

    /// <summary>Sizes that crowd the edges of lanes (1 to 16), tiles (2 to 32 rows, 6 columns) and, rarely, blocks (256 deep, 384 high).</summary>
    public static Arbitrary<Layer> Layers()
    {
        var edge = Gen.Elements(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 70);
        var deep = Gen.Frequency((30, edge), (1, Gen.Elements(255, 256, 257, 383, 384, 385, 513)));
        var gen =
            from o in deep
            from i in deep
            from n in o > 100 || i > 100 ? edge : deep
            from bias in Gen.Elements(true, false)
            from seed in Gen.Choose(0, 1_000_000)
            select new Layer(o, i, n, bias, seed);
        return Arb.From(gen, Shrink);
    }

    private static IEnumerable<Layer> Shrink(Layer l) =>
        from smaller in new Func<int, int>[] { size => size / 2, size => size - 1 }
        from layer in new[]
        {
            l with { Outputs = smaller(l.Outputs) }, l with { Inputs = smaller(l.Inputs) }, l with { Batch = smaller(l.Batch) },
        }
        where layer.Outputs > 0 && layer.Inputs > 0 && layer.Batch > 0
        select layer;

    [Property(Arbitrary = [typeof(ProductTests)], MaxTest = 150)]
    public void Every_width_and_thread_count_equals_the_reference_bit_for_bit_in_float(Layer layer) => Check<float>(layer);

    [Property(Arbitrary = [typeof(ProductTests)], MaxTest = 150)]
    public void Every_width_and_thread_count_equals_the_reference_bit_for_bit_in_double(Layer layer) => Check<double>(layer);

    [Theory]
    [InlineData(400, 300, 200)]
    [InlineData(33, 600, 129)]
    [InlineData(769, 40, 70)]
    public void Products_large_enough_for_threads_and_blocks_equal_the_reference(int outputs, int inputs, int batch)
    {
        Check<float>(new(outputs, inputs, batch, true, 1));
        Check<double>(new(outputs, inputs, batch, false, 2));
    }

    private static void Check<T>(Layer l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var w = Values.Of<T>(l.Outputs * l.Inputs, l.Seed);
        var b = l.HasBias ? Values.Of<T>(l.Outputs, l.Seed + 1) : [];
        var x = Values.Of<T>(l.Inputs * l.Batch, l.Seed + 2);
        var dz = Values.Of<T>(l.Outputs * l.Batch, l.Seed + 3);
        var (rz, rdw, rs) = (new T[l.Outputs, l.Batch], new T[l.Outputs, l.Inputs], new T[l.Inputs, l.Batch]);
        var rw = Values.Matrix<T>(w, l.Outputs, l.Inputs);
        var rx = Values.Matrix<T>(x, l.Inputs, l.Batch);
        var rdz = Values.Matrix<T>(dz, l.Outputs, l.Batch);
        Products.Forward(rw, l.HasBias ? Values.Matrix<T>(b, l.Outputs, 1) : null, rx, rz);
        Products.WeightGradient(rdz, rx, rdw);
        Products.InputGradient(rw, rdz, rs);

        foreach (var width in Enum.GetValues<VectorWidth>())
        {
            foreach (var threads in new[] { 1, 2, 3 })
            {
                var products = new SimdProducts<T>(Kernels<T>.At(width), threads);
                var (z, dw, s) = (new T[l.Outputs * l.Batch], new T[l.Outputs * l.Inputs], new T[l.Inputs * l.Batch]);
                products.Forward(Operand<T>.Of(w, l.Outputs), b, Operand<T>.Of(x, l.Inputs), z);
                products.WeightGradient(Operand<T>.Of(dz, l.Outputs), Operand<T>.Of(x, l.Inputs), dw);
                products.InputGradient(Operand<T>.Of(w, l.Outputs), Operand<T>.Of(dz, l.Outputs), s);
                Bits.Equal<T>(Values.Flat(rz), z, n => $"Forward, {width}, {threads} threads, {l}, element {n}");
                Bits.Equal<T>(Values.Flat(rdw), dw, n => $"WeightGradient, {width}, {threads} threads, {l}, element {n}");
                Bits.Equal<T>(Values.Flat(rs), s, n => $"InputGradient, {width}, {threads} threads, {l}, element {n}");
            }
        }
    }
}

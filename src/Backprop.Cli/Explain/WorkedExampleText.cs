using System.Globalization;

namespace Backprop.Cli;

/// <summary>The worked example as people read it: each formula with its numbers, in the order in which they are computed.</summary>
internal static class WorkedExampleText
{
    /// <summary>Prints it.</summary>
    /// <param name="results">Where to.</param>
    /// <param name="example">The numbers.</param>
    /// <param name="loss">E.</param>
    /// <param name="rate">ε.</param>
    public static void Print(TextWriter results, WorkedExample example, Loss loss, double rate)
    {
        var (hidden, output) = (example.Before.Layers[0], example.Before.Layers[1]);
        var (xj, yj, yk) = (hidden.Z[0][0], hidden.A[0][0], output.A[0][0]);
        var (deltaJ, deltaK) = (hidden.Delta[0][0], output.Delta[0][0]);
        var (gradientIj, gradientJk) = (hidden.DW[0][0], output.DW[0][0]);
        var (w, expected) = (WorkedExample.FirstWeight, WorkedExample.Expected);
        var words = LossInWords.Of(loss);

        Write($"Backpropagation, worked through once");
        Write($"");
        Write($"Layers I → J → K: 2 inputs, 2 hidden nodes (sigmoid), 1 output (identity), no biases, every weight w = {w:R}.");
        Write($"One association: inputs y_i = (1, 1), expected output y′_k = {expected:R}. Learning rate ε = {rate:R}.");
        Write($"x is what goes into a node, y what comes out, w a weight. Both hidden nodes have the same numbers.");
        Write($"");
        Write($"1. Forward: a node sums its weighted inputs, then applies its activation f");
        Write($"   x_j = Σ_i w_ij·y_i = {w:R}·1 + {w:R}·1 = {xj:R}");
        Write($"   y_j = f(x_j) = 1/(1 + e^−x_j) = {yj:R}");
        Write($"   y_k = x_k = Σ_j w_jk·y_j = {w:R}·{yj:R} + {w:R}·{yj:R} = {yk:R}");
        Write($"");
        Write($"2. Error ({loss}; of one association, mean and sum are the same)");
        Write($"   y_k − y′_k = {yk - expected:R}");
        Write($"   E = {words.Error} = {example.Before.Loss:R}");
        Write($"");
        Write($"3. Backward: δ = dE/dx of a node, from the output to the hidden nodes");
        Write($"   δ_k = {words.Slope}·f′(x_k) = {deltaK:R}, for f′ = 1 of the identity");
        Write($"   ∇w_jk = δ_k·y_j = {deltaK:R}·{yj:R} = {gradientJk:R}");
        Write($"   δ_j = f′(x_j)·Σ_k δ_k·w_jk = y_j·(1 − y_j)·δ_k·w_jk = {yj * (1 - yj):R}·{deltaK:R}·{w:R} = {deltaJ:R}");
        Write($"   ∇w_ij = δ_j·y_i = {deltaJ:R}·1 = {gradientIj:R}");
        Write($"");
        Write($"4. Update: w ← w − ε·∇w");
        Write($"   w_ij = {w:R} − {rate:R}·{gradientIj:R} = {example.Hidden:R}");
        Write($"   w_jk = {w:R} − {rate:R}·{gradientJk:R} = {example.Output:R}");
        Write($"");
        Write($"5. Forward again: the error is {(example.After.Loss < example.Before.Loss ? "smaller" : "not smaller: the learning rate is too large")}");
        Write($"   x_j = {example.After.Layers[0].Z[0][0]:R}");
        Write($"   y_j = {example.After.Layers[0].A[0][0]:R}");
        Write($"   y_k = {example.After.Outputs[0][0]:R}");
        Write($"   y_k − y′_k = {example.After.Outputs[0][0] - expected:R}");
        Write($"   E = {example.After.Loss:R}");
        Write($"");
        Write($"Training repeats this until the error is small enough.");

        void Write(FormattableString line) => results.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}

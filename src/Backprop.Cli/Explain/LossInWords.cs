namespace Backprop.Cli;

/// <summary>The formulas of a loss with one output, in the letters of the worked example.</summary>
/// <param name="Error">E.</param>
/// <param name="Slope">dE/dy_k.</param>
internal sealed record LossInWords(string Error, string Slope)
{
    /// <summary>Of a loss that goes with an identity output.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static LossInWords Of(Loss loss) => loss.Kind switch
    {
        LossKind.HalfSquaredError => new("½·(y_k − y′_k)²", "(y_k − y′_k)"),
        LossKind.MeanSquaredError => new("(y_k − y′_k)²", "2·(y_k − y′_k)"),
        LossKind.MeanAbsoluteError => new("|y_k − y′_k|", "sign(y_k − y′_k)"),
        LossKind.Huber => new("½·(y_k − y′_k)² while |y_k − y′_k| ≤ 1, then |y_k − y′_k| − ½", "(y_k − y′_k) cut to ± 1"),
        _ => throw new ArgumentException($"Loss {loss} does not go with an identity output."),
    };
}

namespace Backprop.Reference;

/// <summary>Weights or a bias of one layer together with their gradient: what penalties and optimizers work on.</summary>
/// <param name="Value">w or b [out × in] or [out × 1].</param>
/// <param name="Gradient">dE/dw or dE/db, of the same shape.</param>
/// <param name="IsWeight">Whether these are weights: penalties leave biases alone.</param>
public sealed record Parameter<T>(T[,] Value, T[,] Gradient, bool IsWeight);

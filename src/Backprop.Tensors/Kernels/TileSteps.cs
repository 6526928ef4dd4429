namespace Backprop.Tensors.Kernels;

/// <summary>Distances between the elements that a tile reads and writes.</summary>
/// <param name="A">In A, between two steps of the depth.</param>
/// <param name="Depth">In B, between two steps of the depth.</param>
/// <param name="Column">In B, between two columns.</param>
/// <param name="Start">Between two columns of what the sums start from.</param>
/// <param name="C">Between two columns of C.</param>
internal readonly record struct TileSteps(int A, int Depth, int Column, int Start, int C);

namespace Backprop.Tensors.Kernels;

/// <summary>How an operand's steps of the depth follow each other for a tile: a distance that the JIT knows takes no instruction.</summary>
internal interface ILayout;

/// <summary>In any way: the distance is told.</summary>
internal readonly struct Apart : ILayout;

/// <summary>Each row or column is a run of memory: one element behind the other.</summary>
internal readonly struct InRuns : ILayout;

/// <summary>All that the tile needs of a step is side by side, and the next step follows.</summary>
internal readonly struct Packed : ILayout;

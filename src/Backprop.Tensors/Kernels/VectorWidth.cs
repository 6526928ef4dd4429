namespace Backprop.Tensors.Kernels;

/// <summary>How many bits a register of lanes has; results do not depend on it.</summary>
internal enum VectorWidth
{
    Scalar = 0,
    V128 = 128,
    V256 = 256,
    V512 = 512,
}

namespace Backprop.PeerBenchmarks;

/// <summary>Everybody who takes part.</summary>
internal static class Rivals
{
    /// <summary>The name that ratios are relative to.</summary>
    public const string Own = "backprop";

    /// <summary>Backprop first.</summary>
    public static IReadOnlyList<IRival> All { get; } =
        [new BackpropRival(), new TorchModules(), new TorchScript(), new OpenBlas(), new OnnxRuntime(), new Fann(), new MathNetManaged()];
}

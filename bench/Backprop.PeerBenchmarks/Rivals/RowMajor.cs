using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>A workload as other libraries take it: weights [outputs × inputs] row-major, samples one after the other.</summary>
internal sealed class RowMajor
{
    public RowMajor(Workload workload)
    {
        var (network, samples) = (workload.Network(1), workload.Samples());
        Weights = [.. Enumerable.Range(0, workload.Spec.Layers.Length).Select(l => network.Parameters.Weights(l).ToRowMajorArray())];
        Inputs = samples.Inputs.ToArray();
        Targets = samples.Targets.ToArray();
    }

    public float[][] Weights { get; }

    public float[] Inputs { get; }

    public float[] Targets { get; }
}

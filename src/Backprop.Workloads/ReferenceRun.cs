using Backprop.Reference;

namespace Backprop.Workloads;

/// <summary>A workload being trained by the reference's plain loops.</summary>
public sealed class ReferenceRun : WorkloadRun
{
    private readonly Samples<float>[] _batches;
    private readonly Network<float> _network;
    private readonly OptimizerState<float> _optimizer;

    /// <param name="workload">Which.</param>
    /// <param name="samples">All its batches.</param>
    public ReferenceRun(Workload workload, Samples<float> samples)
        : base(workload)
    {
        _batches = [.. Enumerable.Range(0, samples.Count).Chunk(workload.Batch).Select(batch => samples.Select(batch))];
        _network = new(workload.Spec);
        for (var l = 0; l < workload.Spec.Layers.Length; l++)
        {
            workload.Draw(l, (o, i, weight) => _network.Layers[l].W[o, i] = weight);
        }

        _optimizer = new(workload.Optimizer, _network);
    }

    /// <inheritdoc/>
    protected override double Total(int first, int count)
    {
        var loss = _network.ComputeGradient(_batches[first / count]);
        _optimizer.Step(Workload.Optimizer.LearningRate);
        return loss * Divisor;
    }
}

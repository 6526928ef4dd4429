using Backprop.Tensors;

namespace Backprop.Workloads;

/// <summary>A workload being trained by the engine.</summary>
/// <param name="workload">Which.</param>
/// <param name="samples">All its batches.</param>
/// <param name="threads">Threads at most.</param>
/// <param name="backend">Who makes the products.</param>
public sealed class EngineRun(Workload workload, Samples<float> samples, int threads, Backend backend = Backend.Simd) : WorkloadRun(workload)
{
    private readonly TrainingStep<float> _step = new(workload.Network(threads, backend), new TrainingSettings { Optimizer = workload.Optimizer });

    /// <summary>With samples of its own.</summary>
    public EngineRun(Workload workload, int threads, Backend backend = Backend.Simd)
        : this(workload, workload.Samples(), threads, backend)
    {
    }

    /// <inheritdoc/>
    protected override double Total(int first, int count)
    {
        var total = 0.0;
        _step.Run(samples, first, count, null, Workload.Optimizer.LearningRate, ref total);
        return total;
    }
}

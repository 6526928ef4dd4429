using Backprop.Tensors;

namespace Backprop.Benchmarks;

/// <summary>A workload being trained, batch after batch.</summary>
public sealed class WorkloadRun
{
    private readonly Workload _workload;
    private readonly Samples<float> _samples;
    private readonly TrainingStep<float> _step;
    private int _batch;

    public WorkloadRun(Workload workload, int threads, Backend backend = Backend.Simd)
    {
        _workload = workload;
        _samples = workload.Samples();
        _step = new(workload.Network(threads, backend), new TrainingSettings { Optimizer = workload.Optimizer });
    }

    /// <summary>One step; the loss of the batch before its update.</summary>
    public double Step()
    {
        var total = 0.0;
        _step.Run(_samples, _batch * _workload.Batch, _workload.Batch, null, _workload.Optimizer.LearningRate, ref total);
        _batch = (_batch + 1) % _workload.Batches;
        return total / (_workload.Batch * (_workload.Spec.Loss.IsMeanOverOutputs ? _workload.Spec.Outputs : 1));
    }

    /// <summary>Trains the first steps and passes if their mean loss is the expected one to about five digits.</summary>
    /// <exception cref="InvalidOperationException">It is another: something else is being computed.</exception>
    public void Check()
    {
        var loss = Enumerable.Range(0, _workload.CheckSteps).Average(_ => Step());
        if (Math.Abs(loss - _workload.CheckLoss) > 2e-4 * _workload.CheckLoss)
        {
            throw new InvalidOperationException($"{_workload.Name}: the mean loss of the first {_workload.CheckSteps} steps is {loss}, expected {_workload.CheckLoss}.");
        }
    }
}

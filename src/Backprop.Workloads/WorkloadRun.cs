namespace Backprop.Workloads;

/// <summary>A workload being trained, batch after batch.</summary>
/// <param name="workload">Which.</param>
public abstract class WorkloadRun(Workload workload)
{
    private int _batch;

    /// <summary>Which.</summary>
    public Workload Workload { get; } = workload;

    /// <summary>What the sum of a batch's losses is divided by.</summary>
    protected double Divisor => Workload.Batch * (Workload.Spec.Loss.IsMeanOverOutputs ? Workload.Spec.Outputs : 1);

    /// <summary>One step; the loss of the batch before its update.</summary>
    public double Step()
    {
        var total = Total(_batch * Workload.Batch, Workload.Batch);
        _batch = (_batch + 1) % Workload.Batches;
        return total / Divisor;
    }

    /// <summary>Trains the first steps and passes if their mean loss is the expected one to about five digits.</summary>
    /// <exception cref="InvalidOperationException">It is another: something else is being computed.</exception>
    public void Check()
    {
        var loss = Enumerable.Range(0, Workload.CheckSteps).Average(_ => Step());
        if (Math.Abs(loss - Workload.CheckLoss) > 2e-4 * Workload.CheckLoss)
        {
            throw new InvalidOperationException($"{Workload.Name}: the mean loss of the first {Workload.CheckSteps} steps is {loss}, expected {Workload.CheckLoss}.");
        }
    }

    /// <summary>A step on some samples; the sum of their losses.</summary>
    protected abstract double Total(int first, int count);
}

using System.Numerics;
using Backprop.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace Backprop.PeerBenchmarks;

/// <summary>
/// libtorch at its fastest from .NET: no autograd and no modules, but forward and backward written out as operations into tensors
/// that are there, the update folded into them, as one TorchScript that runs all steps of a repetition in a single call.
/// </summary>
internal sealed class TorchScript : IRival
{
    public string Name => "torch-tuned";

    public string Description => "libtorch without autograd: forward and backward by hand into preallocated tensors, update folded in (`addmm_`, `_fused_adam_`), a TorchScript of many steps per call";

    public string Load(int threads)
    {
        var version = Libtorch.Load(threads);
        _ = inference_mode();
        return version;
    }

    public Func<int, double> Training(Workload workload, int threads)
    {
        var data = new RowMajor(workload);
        var script = jit.compile(TorchScriptSource.Training(workload));
        var (values, next) = (Parameters(workload.Spec, data), 0);
        var (gradients, means, squares, counts) = (Zeros(), Zeros(), Zeros(), values.Select(_ => tensor(0f)).ToArray());
        var inputs = Batches(data.Inputs, workload.Batches, workload.Batch, workload.Spec.Inputs);
        var targets = Batches(data.Targets, workload.Batches, 1, workload.Batch * workload.Spec.Outputs);
        return steps =>
        {
            var total = script.invoke("train", inputs, targets, values, gradients, means, squares, counts, next, steps);
            next = (next + steps) % workload.Batches;
            return ((Scalar)total).ToDouble();
        };

        Tensor[] Zeros() => [.. values.Select(value => zeros_like(value))];
    }

    public Repeatable<float> Prediction(PredictionTask task, int threads)
    {
        var script = jit.compile(TorchScriptSource.Prediction(task.Rows));
        var data = new RowMajor(PredictionTask.Workload);
        var (inputs, outputs, next) = (Batches(task.Inputs, task.Calls, task.Rows, 784), zeros(task.Rows == 1 ? [10] : [task.Rows, 10]), 0);
        var parameters = Parameters(PredictionTask.Workload.Spec, data);
        return new(
            calls =>
            {
                script.invoke("predict", inputs, parameters, outputs, next, calls);
                next = (next + calls) % task.Calls;
            },
            () => outputs.data<float>().ToArray());
    }

    // Row-major memory holds the transposes: Cᵀ = Bᵀ·Aᵀ.
    public Repeatable<T> Product<T>(int n, T[] a, T[] b, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var script = jit.compile(TorchScriptSource.Product);
        var (left, right) = (from_array(a).reshape(n, n), from_array(b).reshape(n, n));
        var result = zeros_like(left);
        return new(runs => script.invoke("product", right, left, result, runs), () => result.data<T>().ToArray());
    }

    /// <summary>All weights, then all biases.</summary>
    private static Tensor[] Parameters(NetworkSpec spec, RowMajor data) =>
    [
        .. data.Weights.Select((w, l) => tensor(w, [spec.Layers[l].Units, spec.InputsOf(l)])),
        .. spec.Layers.Select(layer => zeros(layer.Units)),
    ];

    private static Tensor[] Batches(float[] values, int batches, int rows, int columns) =>
        [.. tensor(values, rows == 1 ? [batches, columns] : [batches, rows, columns]).unbind(0)];
}

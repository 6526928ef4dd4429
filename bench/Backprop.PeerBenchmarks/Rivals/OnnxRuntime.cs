using Backprop.Workloads;
using Microsoft.ML.OnnxRuntime;

namespace Backprop.PeerBenchmarks;

/// <summary>ONNX Runtime: a fixed batch, constant weights, all optimizations, inputs and outputs as OrtValues over memory that is there.</summary>
internal sealed class OnnxRuntime : IRival
{
    public string Name => "onnxruntime";

    public string Description => "prediction only: `InferenceSession.Run` on `OrtValue`s made beforehand, batch size fixed in the model, all graph optimizations";

    public string Load(int threads)
    {
        try
        {
            return $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}";
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            throw new NotInstalledException($"ONNX Runtime does not load: {(e.InnerException ?? e).Message}");
        }
    }

    public Repeatable<float> Prediction(PredictionTask task, int threads)
    {
        var data = new RowMajor(PredictionTask.Workload);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        var session = new InferenceSession(OnnxModel.Dense([784, 128, 10], data.Weights, task.Rows), options);
        var (run, outputs, size, next) = (new RunOptions(), new float[task.Rows * 10], task.Rows * 784, 0);
        OrtValue[][] inputs = [.. Enumerable.Range(0, task.Calls).Select(call => (OrtValue[])[Value(task.Inputs.AsMemory(call * size, size), task.Rows, 784)])];
        OrtValue[] results = [Value(outputs, task.Rows, 10)];
        string[] inputNames = ["x"], outputNames = ["z"];
        return new(
            calls =>
            {
                for (; calls > 0; calls--)
                {
                    session.Run(run, inputNames, inputs[next], outputNames, results);
                    next = (next + 1) % task.Calls;
                }
            },
            () => [.. outputs]);
    }

    private static OrtValue Value(Memory<float> memory, int rows, int columns) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, [rows, columns]);
}

using System.Runtime.InteropServices;
using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>FANN in float with incremental training, which updates after each sample: W1 sample by sample, W6, and I1.</summary>
internal sealed unsafe partial class Fann : IRival
{
    private const string Library = "libfloatfann.so.2";

    // FANN's names are fann_activationfunc_enum and fann_errorfunc_enum.
    private const int Linear = 0;
    private const int Sigmoid = 3;
    private const int LinearPiece = 12;
    private const int LinearError = 0;

    // sigmoid(x) is 1/(1 + exp(-2·steepness·x)) there.
    private const float SigmoidSteepness = 0.5f;

    // ReLU as FANN has it: min(1, max(0, steepness·x)), with the weights above multiplied by what this power of two divides by.
    private const float ReluSteepness = 1f / 64;

    public string Name => "fann";

    public string Description => "`libfloatfann`, incremental training; W1 is four updates per epoch there, its expected loss another";

    public bool UpdatesAfterEachSample => true;

    public string Load(int threads) => NativeLibrary.TryLoad(Library, out _)
        ? "FANN 2.2, libfloatfann.so.2"
        : throw new NotInstalledException("libfloatfann.so.2 is not installed: apt-get install libfann2");

    public Func<int, double>? Training(Workload workload, int threads)
    {
        if (workload.Number is not (1 or 6) || threads > 1)
        {
            return null;
        }

        var (spec, data, rows, next) = (workload.Spec, new RowMajor(workload), workload.Batch * workload.Batches, 0);
        var net = Create(spec, data.Weights, Sigmoid, SigmoidSteepness, spec.Layers[^1].Activation.Kind == ActivationKind.Sigmoid);
        var (inputs, targets) = ((nint)Memory.Copy<float>(data.Inputs), (nint)Memory.Copy<float>(data.Targets));
        fann_set_learning_rate(net, (float)workload.Optimizer.LearningRate);
        fann_set_train_error_function(net, LinearError);
        return steps =>
        {
            fann_reset_MSE(net);
            for (var sample = 0; sample < steps * workload.Batch; sample++)
            {
                fann_train(net, (float*)inputs + ((nint)next * spec.Inputs), (float*)targets + ((nint)next * spec.Outputs));
                next = (next + 1) % rows;
            }

            return steps * 0.5 * spec.Outputs * fann_get_MSE(net);
        };
    }

    public Repeatable<float>? Prediction(PredictionTask task, int threads)
    {
        if (task.Rows > 1 || threads > 1)
        {
            return null;
        }

        var weights = new RowMajor(PredictionTask.Workload).Weights;
        var net = Create(PredictionTask.Workload.Spec, [weights[0], [.. weights[1].Select(w => w / ReluSteepness)]], LinearPiece, ReluSteepness, false);
        var (inputs, outputs, next) = ((nint)Memory.Copy<float>(task.Inputs), (nint)0, 0);
        return new(
            calls =>
            {
                for (; calls > 0; calls--)
                {
                    outputs = (nint)fann_run(net, (float*)inputs + (next * 784));
                    next = (next + 1) % task.Calls;
                }
            },
            () => new Span<float>((void*)outputs, 10).ToArray());
    }

    private static nint Create(NetworkSpec spec, float[][] weights, int hidden, float steepness, bool sigmoidOutput)
    {
        uint[] sizes = [(uint)spec.Inputs, .. spec.Layers.Select(layer => (uint)layer.Units)];
        nint net;
        fixed (uint* s = sizes)
        {
            net = fann_create_standard_array((uint)sizes.Length, s);
        }

        fann_set_activation_function_hidden(net, hidden);
        fann_set_activation_steepness_hidden(net, steepness);
        fann_set_activation_function_output(net, sigmoidOutput ? Sigmoid : Linear);
        fann_set_activation_steepness_output(net, sigmoidOutput ? SigmoidSteepness : 1);
        Connect(net, sizes, weights);
        return net;
    }

    // Neurons are numbered layer by layer, a bias after each.
    private static void Connect(nint net, uint[] sizes, float[][] weights)
    {
        var connections = new Connection[fann_get_total_connections(net)];
        fixed (Connection* c = connections)
        {
            fann_get_connection_array(net, c);
            for (var n = 0; n < connections.Length; n++)
            {
                var (layer, start) = (0, 0u);
                while (c[n].From > start + sizes[layer])
                {
                    start += sizes[layer++] + 1;
                }

                var (input, output) = (c[n].From - start, c[n].To - (start + sizes[layer] + 1));
                c[n].Weight = input == sizes[layer] ? 0 : weights[layer][(output * sizes[layer]) + input];
            }

            fann_set_weight_array(net, c, (uint)connections.Length);
        }
    }

    private struct Connection
    {
        public uint From;
        public uint To;
        public float Weight;
    }

    [LibraryImport(Library)]
    private static partial nint fann_create_standard_array(uint layers, uint* sizes);

    [LibraryImport(Library)]
    private static partial void fann_set_activation_function_hidden(nint net, int function);

    [LibraryImport(Library)]
    private static partial void fann_set_activation_function_output(nint net, int function);

    [LibraryImport(Library)]
    private static partial void fann_set_activation_steepness_hidden(nint net, float steepness);

    [LibraryImport(Library)]
    private static partial void fann_set_activation_steepness_output(nint net, float steepness);

    [LibraryImport(Library)]
    private static partial void fann_set_learning_rate(nint net, float rate);

    [LibraryImport(Library)]
    private static partial void fann_set_train_error_function(nint net, int function);

    [LibraryImport(Library)]
    private static partial uint fann_get_total_connections(nint net);

    [LibraryImport(Library)]
    private static partial void fann_get_connection_array(nint net, Connection* connections);

    [LibraryImport(Library)]
    private static partial void fann_set_weight_array(nint net, Connection* connections, uint count);

    [LibraryImport(Library)]
    private static partial void fann_train(nint net, float* input, float* target);

    [LibraryImport(Library)]
    private static partial void fann_reset_MSE(nint net);

    [LibraryImport(Library)]
    private static partial float fann_get_MSE(nint net);

    [LibraryImport(Library)]
    private static partial float* fann_run(nint net, float* input);
}

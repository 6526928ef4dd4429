using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>The hand-written C of loops.c on OpenBLAS, compiled on this machine; one call from here covers all runs of a repetition.</summary>
internal sealed unsafe partial class OpenBlas : IRival
{
    private const string Blas = "libopenblas.so.0";
    private const string Loops = "backprop-peer-loops";

    private enum SmallNetwork
    {
        No,
        Xor,
        Tanh,
    }

    /// <summary>What <c>OPENBLAS_CORETYPE</c> should be, if anything: for a processor younger than itself OpenBLAS takes its oldest kernel.</summary>
    public static string? BetterKernel => !NativeLibrary.TryLoad(Blas, out _) || Marshal.PtrToStringUTF8(openblas_get_corename()) != "Prescott" ? null
        : Avx512F.IsSupported ? "SkylakeX"
        : Avx2.IsSupported ? "Haswell"
        : null;

    public string Name => "openblas";

    public string Description => "hand-written C (`Rivals/loops.c`): OpenBLAS products with the update folded in, plain loops for W1 and W2; gcc -O3 -march=native -ffast-math";

    public string Load(int threads)
    {
        if (!NativeLibrary.TryLoad(Blas, out _))
        {
            throw new NotInstalledException("libopenblas.so.0 is not installed: apt-get install libopenblas0-pthread");
        }

        Compile();
        openblas_set_num_threads(threads);
        return $"{Marshal.PtrToStringUTF8(openblas_get_config())}, kernel {Marshal.PtrToStringUTF8(openblas_get_corename())}";
    }

    public Func<int, double> Training(Workload workload, int threads)
    {
        var data = new RowMajor(workload);
        var small = workload.Number switch { 1 => SmallNetwork.Xor, 2 => SmallNetwork.Tanh, _ => SmallNetwork.No };
        var (net, inputs, targets, first) = (Create(workload, data, workload.Batch, small), (nint)Memory.Copy<float>(data.Inputs), (nint)Memory.Copy<float>(data.Targets), 0);
        return steps =>
        {
            var total = net_train(net, (float*)inputs, (float*)targets, workload.Batches, first, steps, (int)small);
            first = (first + steps) % workload.Batches;
            return total;
        };
    }

    public Repeatable<float> Prediction(PredictionTask task, int threads)
    {
        var net = Create(PredictionTask.Workload, new(PredictionTask.Workload), task.Rows, SmallNetwork.No);
        var inputs = (nint)Memory.Copy<float>(task.Inputs);
        return new(calls => net_predict(net, (float*)inputs, task.Calls, calls), () => new Span<float>(net_outputs(net), task.Rows * 10).ToArray());
    }

    public Repeatable<T> Product<T>(int n, T[] a, T[] b, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (left, right, result) = ((nint)Memory.Copy<T>(a), (nint)Memory.Copy<T>(b), (nint)Memory.Allocate<T>(n * n));
        Action<int> run = typeof(T) == typeof(float)
            ? times => products_f32(n, (float*)left, (float*)right, (float*)result, times)
            : times => products_f64(n, (double*)left, (double*)right, (double*)result, times);
        return new(run, () => new Span<T>((void*)result, n * n).ToArray());
    }

    private static nint Create(Workload workload, RowMajor data, int batch, SmallNetwork small)
    {
        var spec = workload.Spec;
        int[] sizes = [spec.Inputs, .. spec.Layers.Select(layer => layer.Units)];
        int[] activations = [.. spec.Layers.Select(layer => layer.Activation.Kind switch
        {
            ActivationKind.Relu => 1,
            ActivationKind.Sigmoid => 2,
            ActivationKind.Tanh => 3,
            _ => 0, // softmax is part of its loss
        })];
        var loss = spec.Loss.Kind switch { LossKind.HalfSquaredError => 0, LossKind.MeanSquaredError => 1, _ => 2 };
        var optimizer = workload.Optimizer switch { Momentum => 1, Adam => 2, _ => 0 };
        nint net;
        fixed (int* s = sizes, f = activations)
        {
            net = net_create(activations.Length, s, f, batch, loss, optimizer, (float)workload.Optimizer.LearningRate);
        }

        for (var l = 0; l < activations.Length; l++)
        {
            var w = new Span<float>(net_weights(net, l), data.Weights[l].Length);
            var (inputs, units) = (sizes[l], sizes[l + 1]);
            for (var place = 0; place < w.Length; place++)
            {
                // The small networks' first layer lies [inputs × units].
                w[small != SmallNetwork.No && l == 0 ? (place % inputs * units) + (place / inputs) : place] = data.Weights[l][place];
            }
        }

        return net;
    }

    private static void Compile()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Rivals", "loops.c");
        var library = Path.Combine(AppContext.BaseDirectory, $"lib{Loops}.so");
        if (File.Exists(library) && File.GetLastWriteTimeUtc(library) > File.GetLastWriteTimeUtc(source))
        {
            return;
        }

        try
        {
            string[] arguments = ["-O3", "-march=native", "-mprefer-vector-width=512", "-ffast-math", "-shared", "-fPIC", source, "-o", library, $"-l:{Blas}", "-lmvec", "-lm"];
            using var compiler = Process.Start("gcc", arguments);
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
            {
                throw new NotInstalledException("gcc cannot compile Rivals/loops.c: apt-get install gcc libc6-dev");
            }
        }
        catch (Win32Exception)
        {
            throw new NotInstalledException("gcc is not installed: apt-get install gcc libc6-dev");
        }
    }

    [LibraryImport(Blas)]
    private static partial nint openblas_get_config();

    [LibraryImport(Blas)]
    private static partial nint openblas_get_corename();

    [LibraryImport(Blas)]
    private static partial void openblas_set_num_threads(int threads);

    [LibraryImport(Loops)]
    private static partial nint net_create(int layers, int* sizes, int* activations, int batch, int loss, int optimizer, float rate);

    [LibraryImport(Loops)]
    private static partial float* net_weights(nint net, int layer);

    [LibraryImport(Loops)]
    private static partial float* net_outputs(nint net);

    [LibraryImport(Loops)]
    private static partial double net_train(nint net, float* inputs, float* targets, int batches, int first, int steps, int small);

    [LibraryImport(Loops)]
    private static partial void net_predict(nint net, float* inputs, int batches, int calls);

    [LibraryImport(Loops)]
    private static partial void products_f32(int n, float* a, float* b, float* c, int times);

    [LibraryImport(Loops)]
    private static partial void products_f64(int n, double* a, double* b, double* c, int times);
}

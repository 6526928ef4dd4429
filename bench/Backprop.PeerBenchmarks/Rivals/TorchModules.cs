using Backprop.Workloads;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Backprop.PeerBenchmarks;

/// <summary>TorchSharp as its users write it: modules, a loss, an optimizer, zero_grad, backward, step.</summary>
internal sealed class TorchModules : IRival
{
    public string Name => "torch";

    public string Description => "TorchSharp as its users write it: `Sequential`, a loss, an optimizer; `zero_grad`, `backward`, `step`; `no_grad` to predict";

    public string Load(int threads) => Libtorch.Load(threads);

    public Func<int, double> Training(Workload workload, int threads)
    {
        var data = new RowMajor(workload);
        var (model, loss, next) = (Model(workload.Spec, data.Weights), LossOf(workload), 0);
        var optimizer = OptimizerOf(workload, model);
        Tensor[] inputs = Batches(data.Inputs, workload);
        Tensor[] targets = Batches(data.Targets, workload);
        if (workload.Spec.Loss.Kind == LossKind.SoftmaxCrossEntropy)
        {
            targets = [.. targets.Select(batch => batch.argmax(1))];
        }

        return steps =>
        {
            var total = 0.0;
            for (; steps > 0; steps--)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var value = loss(model.forward(inputs[next]), targets[next]);
                value.backward();
                optimizer.step();
                total += value.item<float>();
                next = (next + 1) % workload.Batches;
            }

            return total;
        };
    }

    public Repeatable<float> Prediction(PredictionTask task, int threads)
    {
        var (workload, next, logits) = (PredictionTask.Workload, 0, new float[task.Rows * 10]);
        var model = Model(workload.Spec, new RowMajor(workload).Weights);
        model.eval();
        Tensor[] inputs = [.. Enumerable.Range(0, task.Calls).Select(call => tensor(task.Inputs.AsSpan(call * task.Rows * 784, task.Rows * 784).ToArray(), [task.Rows, 784]))];
        return new(
            calls =>
            {
                using var guard = no_grad();
                for (; calls > 0; calls--)
                {
                    using var outputs = model.forward(inputs[next]);
                    next = (next + 1) % task.Calls;
                    if (calls == 1)
                    {
                        outputs.data<float>().CopyTo(logits);
                    }
                }
            },
            () => logits);
    }

    private static Sequential Model(NetworkSpec spec, float[][] weights)
    {
        var modules = new List<Module<Tensor, Tensor>>();
        using var guard = no_grad();
        for (var l = 0; l < weights.Length; l++)
        {
            var (inputs, units) = (spec.InputsOf(l), spec.Layers[l].Units);
            var linear = Linear(inputs, units);
            linear.weight.copy_(tensor(weights[l], [units, inputs]));
            linear.bias!.zero_();
            modules.Add(linear);
            switch (spec.Layers[l].Activation.Kind)
            {
                case ActivationKind.Relu: modules.Add(ReLU()); break;
                case ActivationKind.Sigmoid: modules.Add(Sigmoid()); break;
                case ActivationKind.Tanh: modules.Add(Tanh()); break;
                default: break; // softmax is part of its loss
            }
        }

        return Sequential(modules);
    }

    private static Func<Tensor, Tensor, Tensor> LossOf(Workload workload)
    {
        switch (workload.Spec.Loss.Kind)
        {
            case LossKind.SoftmaxCrossEntropy:
                var crossEntropy = CrossEntropyLoss();
                return crossEntropy.forward;
            case LossKind.MeanSquaredError:
                var mean = MSELoss();
                return mean.forward;
            default:
                var sum = MSELoss(nn.Reduction.Sum);
                return (y, t) => sum.forward(y, t) * (0.5 / workload.Batch);
        }
    }

    private static optim.Optimizer OptimizerOf(Workload workload, Sequential model)
    {
        var rate = workload.Optimizer.LearningRate;
        return workload.Optimizer switch
        {
            Backprop.Momentum => optim.SGD(model.parameters(), rate, 0.9),
            Backprop.Adam => optim.Adam(model.parameters(), rate),
            _ => optim.SGD(model.parameters(), rate),
        };
    }

    private static Tensor[] Batches(float[] values, Workload workload) =>
        tensor(values, [workload.Batches, workload.Batch, values.Length / workload.Batches / workload.Batch]).unbind(0);
}

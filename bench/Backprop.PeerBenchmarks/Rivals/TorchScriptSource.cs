using System.Globalization;
using System.Text;
using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>
/// TorchScript for a workload. Letters: h what a layer sees, w, b its parameters, a its outputs, d = dE/dz up to a constant factor
/// that the update takes up. A single sample is a vector, several are rows. The last line has to end like the others.
/// </summary>
internal static class TorchScriptSource
{
    /// <summary>product(x, y, result, times).</summary>
    public const string Product = """
        def product(x: Tensor, y: Tensor, result: Tensor, times: int):
            for i in range(times):
                torch.mm(x, y, out=result)

        """;

    /// <summary>
    /// train(inputs, targets, values, gradients, means, squares, counts, first, steps) → the sum of the steps' losses. Values are all
    /// weights, then all biases; the four lists after them hold what the optimizer keeps for each: momentum is a mean too. They are
    /// arguments as TorchScript drops an operation on a part of a list.
    /// </summary>
    public static string Training(Workload workload)
    {
        var (spec, last, isVector) = (workload.Spec, workload.Spec.Layers.Length - 1, workload.Batch == 1);
        var script = new StringBuilder("""
            def train(inputs: List[Tensor], targets: List[Tensor], values: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], counts: List[Tensor], first: int, steps: int) -> float:
                total = 0.0

            """);
        var layers = Enumerable.Range(0, last + 1).ToArray();
        Lines(1, layers.SelectMany(l => Setup(workload, l)));
        Lines(1, [$"f = d{last}.view(-1)", $"y = a{last}.view(-1)", $"ones = torch.ones([{workload.Batch}])"]);
        if (workload.Optimizer is Adam)
        {
            Lines(1, ["maxima: List[Tensor] = []"]);
        }

        Lines(1, ["for s in range(first, first + steps):"]);
        Lines(2, [$"h0 = inputs[s % {workload.Batches}]", $"t = targets[s % {workload.Batches}]"]);
        Lines(2, layers.SelectMany(l => Forward(spec, l, isVector)));
        Lines(2, Output(workload, last));
        for (var l = last; l >= 0; l--)
        {
            Lines(2, l > 0 ? PassBack(spec, l, isVector) : []);
            Lines(2, Update(workload, l, isVector));
        }

        if (workload.Optimizer is Adam)
        {
            Lines(2,
            [
                "torch._foreach_add_(counts, 1)",
                $"torch._fused_adam_(values, gradients, means, squares, maxima, counts, lr={Number(workload.Optimizer.LearningRate)}, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False)",
            ]);
        }

        Lines(1, ["return total"]);
        return script.ToString();

        void Lines(int depth, IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                script.Append(' ', 4 * depth).Append(line).Append('\n');
            }
        }
    }

    /// <summary>predict(inputs, parameters, result, first, calls), of two layers with ReLU between them.</summary>
    public static string Prediction(int rows) => $$"""
        def predict(inputs: List[Tensor], parameters: List[Tensor], result: Tensor, first: int, calls: int):
            w0 = parameters[0]
            w1 = parameters[1]
            b0 = parameters[2]
            b1 = parameters[3]
            v0 = w0.t()
            v1 = w1.t()
            a = torch.empty({{(rows == 1 ? "[128]" : $"[{rows}, 128]")}})
            for c in range(first, first + calls):
                {{(rows == 1 ? "torch.addmv(b0, w0, inputs[c % len(inputs)], out=a)" : "torch.addmm(b0, inputs[c % len(inputs)], v0, out=a)")}}
                torch.relu_(a)
                {{(rows == 1 ? "torch.addmv(b1, w1, a, out=result)" : "torch.addmm(b1, a, v1, out=result)")}}

        """;

    private static IEnumerable<string> Setup(Workload workload, int l)
    {
        var (layers, units) = (workload.Spec.Layers.Length, workload.Spec.Layers[l].Units);
        var shape = workload.Batch == 1 ? $"[{units}]" : $"[{workload.Batch}, {units}]";
        yield return $"w{l} = values[{l}]";
        yield return $"b{l} = values[{layers + l}]";
        yield return $"v{l} = w{l}.t()";
        yield return $"a{l} = torch.empty({shape})";
        yield return $"d{l} = torch.empty({shape})";
        yield return $"u{l} = d{l}.t()";
        if (workload.Optimizer is Momentum)
        {
            yield return $"m{l} = means[{l}]";
            yield return $"mb{l} = means[{layers + l}]";
        }
        else if (workload.Optimizer is Adam)
        {
            yield return $"g{l} = gradients[{l}]";
            yield return $"gb{l} = gradients[{layers + l}]";
        }
    }

    private static IEnumerable<string> Forward(NetworkSpec spec, int l, bool isVector)
    {
        var h = l == 0 ? "h0" : $"a{l - 1}";
        yield return isVector ? $"torch.addmv(b{l}, w{l}, {h}, out=a{l})" : $"torch.addmm(b{l}, {h}, v{l}, out=a{l})";
        if (spec.Layers[l].Activation.Kind is ActivationKind.Relu or ActivationKind.Sigmoid or ActivationKind.Tanh)
        {
            yield return $"torch.{spec.Layers[l].Activation.Name}_(a{l})";
        }
    }

    private static IEnumerable<string> Output(Workload workload, int last)
    {
        if (workload.Spec.Loss.Kind == LossKind.SoftmaxCrossEntropy)
        {
            yield return $"torch._log_softmax(a{last}, 1, False, out=d{last})";
            yield return $"total -= float(torch.dot(f, t)) / {workload.Batch}";
            yield return "torch.exp_(f)";
            yield return "f.sub_(t)";
        }
        else
        {
            var perLoss = workload.Spec.Loss.Kind == LossKind.HalfSquaredError ? 0.5 / workload.Batch : 1.0 / workload.Batch / workload.Spec.Outputs;
            yield return "torch.sub(y, t, out=f)";
            yield return $"total += float(torch.dot(f, f)) * {Number(perLoss)}";
            if (workload.Spec.Layers[last].Activation.Kind == ActivationKind.Sigmoid)
            {
                yield return $"torch.sigmoid_backward(d{last}, a{last}, grad_input=d{last})";
            }
        }

        // Adam is not indifferent to the scale of a gradient.
        if (workload.Optimizer is Adam)
        {
            yield return $"f.mul_({Number(Scale(workload))})";
        }
    }

    private static IEnumerable<string> PassBack(NetworkSpec spec, int l, bool isVector)
    {
        var (d, a) = ($"d{l - 1}", $"a{l - 1}");
        yield return isVector ? $"torch.mv(v{l}, d{l}, out={d})" : $"torch.mm(d{l}, w{l}, out={d})";
        yield return spec.Layers[l - 1].Activation.Kind switch
        {
            ActivationKind.Relu => $"torch.threshold_backward({d}, {a}, 0, grad_input={d})",
            ActivationKind.Sigmoid => $"torch.sigmoid_backward({d}, {a}, grad_input={d})",
            _ => $"torch.tanh_backward({d}, {a}, grad_input={d})",
        };
    }

    private static string[] Update(Workload workload, int l, bool isVector)
    {
        var h = l == 0 ? "h0" : $"a{l - 1}";
        var (rate, scale) = (workload.Optimizer.LearningRate, Scale(workload));
        return workload.Optimizer switch
        {
            Adam =>
            [
                $"torch.mm(u{l}, {h}, out=g{l})",
                $"torch.mv(u{l}, ones, out=gb{l})",
            ],
            Momentum =>
            [
                $"m{l}.addmm_(u{l}, {h}, beta=0.9, alpha={Number(scale)})",
                $"w{l}.add_(m{l}, alpha={Number(-rate)})",
                $"mb{l}.addmv_(u{l}, ones, beta=0.9, alpha={Number(scale)})",
                $"b{l}.add_(mb{l}, alpha={Number(-rate)})",
            ],
            _ when isVector =>
            [
                $"w{l}.addr_(d{l}, {h}, beta=1, alpha={Number(-rate * scale)})",
                $"b{l}.add_(d{l}, alpha={Number(-rate * scale)})",
            ],
            _ =>
            [
                $"w{l}.addmm_(u{l}, {h}, beta=1, alpha={Number(-rate * scale)})",
                $"b{l}.addmv_(u{l}, ones, beta=1, alpha={Number(-rate * scale)})",
            ],
        };
    }

    /// <summary>What the output's y − t, or p − t, is to be multiplied by.</summary>
    private static double Scale(Workload workload) =>
        workload.Spec.Loss.Kind == LossKind.MeanSquaredError ? 2.0 / workload.Batch / workload.Spec.Outputs : 1.0 / workload.Batch;

    private static string Number(double value) => value.ToString("0.0################e+0", CultureInfo.InvariantCulture);
}

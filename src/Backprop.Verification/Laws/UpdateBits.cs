using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>What happens between a gradient and the next parameters: bits, for any numbers.</summary>
internal static class UpdateBits
{
    /// <summary>Every optimizer as it is, and some at the edges of what may be set.</summary>
    private static readonly Optimizer[] s_optimizers =
    [
        .. Optimizer.All,
        new Momentum { Mu = 0 },
        new Nesterov { Mu = 0.999 },
        new RmsProp { Rho = 0, Epsilon = 1e-3 },
        new Adam { Beta1 = 0, Beta2 = 0 },
        new AdamW { WeightDecay = 0.5, LearningRate = 0.5 },
        new Rprop { LearningRate = 0.1, SmallestStep = 0.09, LargestStep = 0.11 },
    ];

    public static Law OfOptimizers { get; } = new Law<Problem>(
        "optimizer-bits",
        "six steps of any optimizer, at rates that change and for any numbers as gradients, leave the parameters of the reference's recurrence, to the bit",
        "that a step of training is the formula that its optimizer states",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Steps<float>(problem, machine);
            Steps<double>(problem, machine);
        });

    public static Law OfPenalties { get; } = new Law<Problem>(
        "penalty-bits",
        "a gradient's norm, and the gradient after L1, L2 and the cuts by value and by norm, have the bits of the reference for any numbers",
        "that regularized and clipped training can be reproduced",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Penalized<float>(problem, machine);
            Penalized<double>(problem, machine);
        });

    private static void Steps<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var optimizer = s_optimizers[problem.Seed % s_optimizers.Length];
        foreach (var width in machine.Widths)
        {
            var (reference, engine) = Networks<T>(problem, width);
            var (expected, actual) = (new Reference.OptimizerState<T>(optimizer, reference), new OptimizerState<T>(optimizer, engine));
            var gradient = new ParameterSet<T>(problem.Spec);
            for (var step = 0; step < 6; step++)
            {
                var rate = optimizer.LearningRate / (1 + step);
                gradient.CopyFrom(Gradient(problem, step, reference));
                expected.Step(rate);
                actual.Step(gradient, rate);
                Bits.Same<T>(Flat(reference, part => part.Value), Flat(engine.Parameters), $"parameters after step {step + 1} of {optimizer}, {width},");
            }
        }
    }

    private static void Penalized<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (which, none) = (problem.Seed / 2, double.PositiveInfinity);
        var settings = new TrainingSettings
        {
            L1 = which % 2 == 1 ? 0.3 : 0,
            L2 = which / 2 % 2 == 1 ? 0.7 : 0,
            ClipValue = which / 4 % 3 == 1 ? 0.5 : none,
            ClipNorm = which / 12 % 2 == 1 ? 0.5 : none,
        };
        foreach (var width in machine.Widths)
        {
            var (reference, engine) = Networks<T>(problem, width);
            var gradient = new ParameterSet<T>(problem.Spec);
            gradient.CopyFrom(Gradient(problem, 0, reference));
            Bits.Same(Reference.Penalties.Norm(reference), Penalties.Norm(engine, gradient), $"norm of {typeof(T).Name}, {width}");
            Reference.Penalties.Apply(reference, settings);
            Penalties.Apply(engine, settings, gradient);
            Bits.Same<T>(Flat(reference, part => part.Gradient), Flat(gradient), $"gradient, {settings}, {width},");
        }
    }

    private static (Reference.Network<T> Reference, Network<T> Engine) Networks<T>(Problem problem, VectorWidth width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var engine = new Network<T>(problem.Spec, initializer: Initializer.Constant(0)) { Kernels = Kernels<T>.At(width) };
        var reference = problem.MakeNetwork<T>();
        Values.Fill(reference.Parameters, Numbers<T>(problem, -1, (int)engine.Parameters.Count), part => part.Value);
        engine.Parameters.CopyFrom(Flat(reference, part => part.Value));
        return (reference, engine);
    }

    /// <summary>The gradient of a step, which is then the reference's too.</summary>
    private static T[] Gradient<T>(Problem problem, int step, Reference.Network<T> reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = Numbers<T>(problem, step, (int)problem.Spec.ParameterCount);
        Values.Fill(reference.Parameters, numbers, part => part.Gradient);
        return numbers;
    }

    /// <summary>Any numbers in every other problem; a norm of such is seldom one, so finite ones in the others.</summary>
    private static T[] Numbers<T>(Problem problem, int step, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var seed = (problem.Seed * 8) + step + 1;
        return problem.Seed % 2 == 0 ? Values.Wild<T>(count, seed) : Values.Of<T>(count, seed);
    }

    private static T[] Flat<T>(Reference.Network<T> network, Func<Reference.Parameter<T>, T[,]> part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Values.Flat(network.Parameters, part);

    private static T[] Flat<T>(ParameterSet<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var flat = new T[parameters.Count];
        parameters.CopyTo(flat);
        return flat;
    }
}

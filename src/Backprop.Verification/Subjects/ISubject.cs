using System.Numerics;

namespace Backprop.Verification;

/// <summary>A network on one of the engines, with what laws ask of it. Matrices are runs of numbers, one sample after the other.</summary>
internal interface ISubject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Its parameters, in the order of <c>ParameterSet&lt;T&gt;.CopyTo</c>: a copy.</summary>
    T[] Parameters { get; }

    /// <summary>The outputs of the samples' inputs.</summary>
    T[] Predict(Samples<T> samples);

    /// <summary>E.</summary>
    double Loss(Samples<T> samples);

    /// <summary>E, its gradient in the order of the parameters, and z, a and δ of each layer.</summary>
    Pass<T> Backpropagate(Samples<T> samples);

    /// <summary>Trains it.</summary>
    TrainingResult Train(
        Samples<T> samples, TrainingSettings settings, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);
}

/// <summary>What one pass computed.</summary>
internal sealed record Pass<T>(double Loss, T[] Gradient, T[][] Z, T[][] A, T[][] Delta);

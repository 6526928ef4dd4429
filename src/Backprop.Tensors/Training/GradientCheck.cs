namespace Backprop.Tensors;

/// <summary>
/// Whether a network's gradient is the derivative of its loss: compared with central differences in double,
/// D(h) = (E(w + h·u) − E(w − h·u))/2h, along random directions u and for one parameter after the other.
/// </summary>
/// <remarks>
/// D(h) is off by about a third of |D(2h) − D(h)|, and by the rounding of E over h; unless one is given, the tolerance is
/// |D(2h) − D(h)| + 64·n·2⁻⁵²·(1 + |E|)/h with n the most values that a unit adds. Where a kink (of relu, of |a − t|) lies
/// within 2h, or D(2h) and D(h) differ by more than a thousandth, there is no derivative to compare: it is skipped, and counted.
/// </remarks>
/// <example><c>Console.WriteLine(GradientCheck.Run(network, samples));</c></example>
public static class GradientCheck
{
    /// <summary>Checks the gradient of a network's own loss.</summary>
    /// <param name="network">The network; left alone.</param>
    /// <param name="samples">The batch.</param>
    /// <param name="settings">How.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public static GradientCheckReport Run(Network<double> network, Samples<double> samples, GradientCheckSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        samples.RequireFit(network.Spec);
        return new Comparison(new OwnLoss(CopyOf(network), samples), settings ?? new()).Run();
    }

    /// <summary>Checks the gradient of a network of float in double, where differences mean something: with the same parameters and samples, widened.</summary>
    /// <inheritdoc cref="Run(Network{double}, Samples{double}, GradientCheckSettings)"/>
    public static GradientCheckReport Run(Network<float> network, Samples<float> samples, GradientCheckSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        samples.RequireFit(network.Spec);
        var wide = new Samples<double>(samples.InputSize, Widened(samples.Inputs), samples.TargetSize, Widened(samples.Targets), samples.Weights.ToArray());
        var parameters = new float[network.Parameters.Count];
        network.Parameters.CopyTo(parameters);
        var copy = new Network<double>(network.Spec, initializer: Initializer.Constant(0)) { Backend = network.Backend, Threads = network.Threads };
        copy.Parameters.CopyFrom(Widened(parameters));
        return new Comparison(new OwnLoss(copy, wide), settings ?? new()).Run();
    }

    /// <summary>Checks the gradient of a loss of one's own: its value against its own derivative too.</summary>
    /// <param name="network">The network; left alone.</param>
    /// <param name="inputs">One sample or several, one after the other.</param>
    /// <param name="loss">Gives E and writes dE/da.</param>
    /// <param name="settings">How.</param>
    /// <exception cref="ArgumentException">The inputs do not fit the network, or its outputs are softmax.</exception>
    public static GradientCheckReport Run(Network<double> network, ReadOnlySpan<double> inputs, OutputLoss<double> loss, GradientCheckSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        return new Comparison(new LossOfOnesOwn(CopyOf(network), inputs.ToArray(), loss), settings ?? new()).Run();
    }

    private static Network<double> CopyOf(Network<double> network)
    {
        var copy = new Network<double>(network.Spec, initializer: Initializer.Constant(0)) { Kernels = network.Kernels, Backend = network.Backend, Threads = network.Threads };
        copy.Parameters.CopyFrom(network.Parameters);
        return copy;
    }

    private static double[] Widened(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}

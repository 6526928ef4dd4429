using System.Numerics;
using Backprop.Tensors;

namespace Backprop.Verification;

/// <summary>The fixed runs on the engine, at the widest vectors of this processor.</summary>
internal static class EngineRuns
{
    public static T[] Parameters<T>(NetworkSpec spec, TrainingSettings settings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(spec, settings.Seed, Initializer.GlorotNormal);
        new Trainer<T>(network, settings).Fit(FixedRuns.Samples<T>(spec));
        var parameters = new T[network.Parameters.Count];
        network.Parameters.CopyTo(parameters);
        return parameters;
    }
}

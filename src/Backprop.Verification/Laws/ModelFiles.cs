using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Verification;

internal static class ModelFiles
{
    public static Law Law { get; } = new Law<Problem>(
        "model-files",
        "a network that is saved and loaded has the same spec and the bits of every parameter",
        "trained networks on disk",
        ProblemGenerator.Problems(),
        (problem, _) =>
        {
            Check<float>(problem);
            Check<double>(problem);
        });

    private static void Check<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var network = new Network<T>(problem.Spec, initializer: Initializer.Constant(0));
            network.Parameters.CopyFrom(Values.Wild<T>((int)network.Parameters.Count, problem.Seed));
            ModelFile.Save(network, path);
            var loaded = ModelFile.Load<T>(path).Network;
            if (loaded.Spec != problem.Spec)
            {
                throw new LawBrokenException($"expected {problem.Spec}, got {loaded.Spec}");
            }

            var (before, after) = (new T[network.Parameters.Count], new T[network.Parameters.Count]);
            network.Parameters.CopyTo(before);
            loaded.Parameters.CopyTo(after);
            Bits.Same<T>(before, after, "parameters");
        }
        finally
        {
            File.Delete(path);
        }
    }
}

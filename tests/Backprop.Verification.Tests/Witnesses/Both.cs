using System.Numerics;

namespace Backprop.Verification.Tests;

/// <summary>One network twice: on the reference, and on the engine at 256 bits, whose bits every other width has.</summary>
internal static class Both
{
    public static ISubject<T>[] Engines<T>(NetworkSpec spec, params T[] parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Machine.Of(256, 1).Subjects(spec, parameters)];

    /// <summary>With the first weights of a seed.</summary>
    public static ISubject<T>[] Drawn<T>(NetworkSpec spec, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Engines(spec, FirstWeights<T>(spec, seed));

    public static T[] FirstWeights<T>(NetworkSpec spec, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Values.Flat(new Reference.Network<T>(spec, seed).Parameters, part => part.Value);

    /// <summary>Passes if one of ten starts is trained until the network answers as wished, and both engines agree on which.</summary>
    public static void LearnsWithinTenStarts(NetworkSpec spec, Samples<double> samples, TrainingSettings settings, Func<ISubject<double>, bool> hasLearned)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var subjects = Drawn<double>(spec, seed);
            Assert.All(subjects, subject => subject.Train(samples, settings));
            bool[] learned = [.. subjects.Select(hasLearned)];
            Assert.Single(learned.Distinct());
            if (learned[0])
            {
                return;
            }
        }

        Assert.Fail("no start of ten learned it");
    }

    /// <summary>Whether each output is on its target's side of a threshold.</summary>
    public static bool Answers(ISubject<double> subject, Samples<double> samples, double threshold = 0.5) =>
        subject.Predict(samples).Zip(samples.Targets.ToArray(), (a, t) => a > threshold == t > threshold).All(right => right);

    /// <summary>Passes if the number has the dozen digits that are printed.</summary>
    public static void Digits(double printed, double actual) =>
        Assert.Equal(printed.ToString("E11", null), actual.ToString("E11", null));
}

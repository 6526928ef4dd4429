using static Backprop.Reference.Tests.WorkedExample;

namespace Backprop.Reference.Tests;

/// <summary>One step of scikit-learn's classifier, recomputed with more digits than its own test has.</summary>
public class PenalizedStepTests
{
    /// <summary>A 3-2-1 logistic network, L2 = 0.1, rate 0.1, batch 1, where dividing the penalty by the batch size does not show.</summary>
    [Fact]
    public void One_step_with_an_L2_penalty()
    {
        var spec = new NetworkSpec(3, [new(2, Activation.Sigmoid), new(1, Activation.Sigmoid)], Loss.BinaryCrossEntropy);
        var network = new Network<double>(spec, initializer: Initializer.Constant(0));
        var (hidden, output) = (network.Layers[0], network.Layers[1]);
        var (w1, w2) = (new double[,] { { 0.1, 0.3, 0.5 }, { 0.2, 0.1, 0 } }, new double[,] { { 0.1, 0.2 } });
        Columns.Overwrite(hidden.W, (o, i) => w1[o, i]);
        Columns.Overwrite(output.W, (o, i) => w2[o, i]);
        (hidden.B![0, 0], hidden.B[1, 0], output.B![0, 0]) = (0.1, 0.1, 1);
        var samples = Samples<double>.FromRows([[0.6, 0.8, 0.7]], [[0]]);
        var settings = new TrainingSettings { Epochs = 1, BatchSize = 1, L2 = 0.1, Optimizer = new Sgd { LearningRate = 0.1 } };

        Training.Train(network, samples, settings);

        All([0.679178699175, 0.574442516812], hidden.A);
        All([0.765452021910], output.A);
        All([0.0166788163539, 0.0374242217913], hidden.DZ);
        All([0.0979992710188, 0.295665694692, 0.493832482855, 0.195754546693, 0.0960060622567, -0.00261969552539], hidden.W);
        All([0.0470121291478, 0.154029181404], output.W);
        All([0.0983321183646, 0.0962575778209], hidden.B);
        All([0.923454797809], output.B);
        All([0.739491918049], network.Predict(new double[,] { { 0.6 }, { 0.8 }, { 0.7 } }));

        static void All(double[] printed, double[,] actual)
        {
            Assert.Equal(printed.Length, actual.Length);
            foreach (var (p, a) in printed.Zip(actual.Cast<double>()))
            {
                Digits(p, a);
            }
        }
    }
}

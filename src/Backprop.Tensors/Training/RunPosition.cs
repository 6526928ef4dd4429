namespace Backprop.Tensors;

/// <summary>Where a run stands, but for its matrices: every number that decides how it goes on.</summary>
internal sealed class RunPosition
{
    /// <summary>Epochs done.</summary>
    public int Epoch { get; set; }

    /// <summary>The epoch that the call in progress ends with; <see cref="Epoch"/> when none is in progress.</summary>
    public int Target { get; set; }

    /// <summary>Batches done in the epoch in progress.</summary>
    public int Batch { get; set; }

    /// <summary>The sum of the losses of the samples in those batches.</summary>
    public double Total { get; set; }

    /// <summary>The sum of the weights of the samples in those batches, where batches are streamed.</summary>
    public double Weight { get; set; }

    /// <summary>What is known of those batches, where they are streamed: the hash of all of them.</summary>
    public string Chain { get; set; } = "";

    /// <summary>Steps done, which steer dropout.</summary>
    public long Steps { get; set; }

    /// <summary>β₁ᵗ.</summary>
    public double Power1 { get; set; } = 1;

    /// <summary>β₂ᵗ.</summary>
    public double Power2 { get; set; } = 1;

    /// <summary>The loss of the last epoch.</summary>
    public double Loss { get; set; } = double.NaN;

    /// <summary>The validation loss after it.</summary>
    public double ValidationLoss { get; set; } = double.NaN;

    /// <summary>The lowest validation loss.</summary>
    public double BestLoss { get; set; } = double.PositiveInfinity;

    /// <summary>The epoch after which it was reached, from 1; 0 if there is none.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Epochs since then.</summary>
    public int Stale { get; set; }

    /// <summary>The lowest loss that <see cref="PlateauDecay"/> has seen.</summary>
    public double PlateauBest { get; set; } = double.PositiveInfinity;

    /// <summary>Epochs since then, or since the rate fell.</summary>
    public int PlateauStale { get; set; }

    /// <summary>How often the rate fell.</summary>
    public int Reductions { get; set; }

    /// <summary>Begins the epoch in progress again.</summary>
    public void RestartEpoch() => (Batch, Total, Weight, Chain) = (0, 0, 0, "");

    /// <summary>What was best on other samples says nothing about these.</summary>
    public void ForgetBest() =>
        (BestLoss, BestEpoch, Stale, PlateauBest, PlateauStale) = (double.PositiveInfinity, 0, 0, double.PositiveInfinity, 0);

    /// <summary>Takes notice of the losses of an epoch that is done.</summary>
    /// <returns>Whether the validation loss is the best so far.</returns>
    public bool Close(double loss, double validationLoss, Schedule schedule)
    {
        Epoch++;
        RestartEpoch();
        (Loss, ValidationLoss) = (loss, validationLoss);
        if (schedule is PlateauDecay plateau)
        {
            FollowPlateau(plateau, double.IsNaN(validationLoss) ? loss : validationLoss);
        }

        var isBest = validationLoss < BestLoss;
        (BestLoss, BestEpoch, Stale) = isBest ? (validationLoss, Epoch, 0) : (BestLoss, BestEpoch, Stale + 1);
        return isBest;
    }

    private void FollowPlateau(PlateauDecay plateau, double loss)
    {
        (PlateauBest, PlateauStale) = loss < PlateauBest ? (loss, 0) : (PlateauBest, PlateauStale + 1);
        if (PlateauStale >= plateau.Patience)
        {
            (Reductions, PlateauStale) = (Reductions + 1, 0);
        }
    }
}

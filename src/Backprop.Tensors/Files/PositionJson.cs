using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>Where a run stands, as JSON. Numbers with a fraction are texts that read back to the same bits, for they may be infinite or NaN.</summary>
internal static class PositionJson
{
    /// <summary>Such as <c>{"epoch":3,"target":100,"batch":7,"total":"0.25",…}</c>.</summary>
    public static JsonObject Write(RunPosition at) => new()
    {
        ["epoch"] = at.Epoch,
        ["target"] = at.Target,
        ["batch"] = at.Batch,
        ["total"] = Text(at.Total),
        ["weight"] = Text(at.Weight),
        ["chain"] = at.Chain,
        ["steps"] = at.Steps,
        ["power1"] = Text(at.Power1),
        ["power2"] = Text(at.Power2),
        ["loss"] = Text(at.Loss),
        ["validationLoss"] = Text(at.ValidationLoss),
        ["bestLoss"] = Text(at.BestLoss),
        ["bestEpoch"] = at.BestEpoch,
        ["stale"] = at.Stale,
        ["plateauBest"] = Text(at.PlateauBest),
        ["plateauStale"] = at.PlateauStale,
        ["reductions"] = at.Reductions,
    };

    /// <summary>Takes the numbers over.</summary>
    public static void Read(JsonElement json, RunPosition at)
    {
        at.Epoch = Whole("epoch");
        at.Target = Whole("target");
        at.Batch = Whole("batch");
        at.Total = Number("total");
        at.Weight = Number("weight");
        at.Chain = json.Require("chain", "its position").GetString()!;
        at.Steps = json.Require("steps", "its position").GetInt64();
        at.Power1 = Number("power1");
        at.Power2 = Number("power2");
        at.Loss = Number("loss");
        at.ValidationLoss = Number("validationLoss");
        at.BestLoss = Number("bestLoss");
        at.BestEpoch = Whole("bestEpoch");
        at.Stale = Whole("stale");
        at.PlateauBest = Number("plateauBest");
        at.PlateauStale = Whole("plateauStale");
        at.Reductions = Whole("reductions");
        if (at.Epoch < 0 || at.Target < at.Epoch || at.Batch < 0 || at.Steps < 0)
        {
            throw new FormatException("its position is before the first epoch, or behind its end");
        }

        int Whole(string name) => json.Require(name, "its position").GetInt32();
        double Number(string name) => double.Parse(json.Require(name, "its position").GetString()!, CultureInfo.InvariantCulture);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

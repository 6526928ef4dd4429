namespace Backprop;

/// <summary>What is to be learnt from data.</summary>
public enum LearningTask
{
    /// <summary>Which class a sample belongs to: targets are 0 or 1.</summary>
    Classification,

    /// <summary>One number or more for each sample.</summary>
    Regression,
}

using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Backprop.Verification;

/// <summary>Hears from FsCheck whether a case passed; prints nothing.</summary>
internal sealed class Verdict : IRunner
{
    public bool IsPassed { get; private set; }

    public void OnStartFixture(Type t)
    {
    }

    public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    public void OnFinished(string name, TestResult testResult) => IsPassed = testResult is TestResult.Passed;
}

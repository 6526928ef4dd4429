using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Backprop.Verification;

// Trains a few fixed networks on whatever processor this is, and says whether the parameters have the bits that they have everywhere.
var vectors = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
var found = FixedRuns.Fingerprint(EngineRuns.Parameters<float>, EngineRuns.Parameters<double>);
Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, vectors of {vectors} bits: {found:x16}");
return found == FixedRuns.Expected ? 0 : 1;

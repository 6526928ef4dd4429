namespace Backprop;

/// <summary>Data that can tell itself from other data without being read as samples: a checkpoint of a run on it goes on with no other.</summary>
public interface IFingerprinted
{
    /// <summary>Such as <c>150 rows, sha256 9f86…</c>: what it holds, whatever its name and place.</summary>
    string Fingerprint { get; }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>Passes a value through if it is possible; otherwise says which property it is for, what it is and what is allowed.</summary>
internal static class Validated
{
    /// <summary>√(1 − β) is 1e-8 or above for every β below 1, and the product of both a float that is not 0.</summary>
    private const double Least = 1e-30;

    public static double Finite(double value, [CallerMemberName] string property = "") =>
        Require(double.IsFinite(value), value, "a finite number", property);

    public static double Positive(double value, [CallerMemberName] string property = "") =>
        Require(double.IsFinite(value) && value > 0, value, "a finite number above 0", property);

    public static double NotNegative(double value, [CallerMemberName] string property = "") =>
        Require(double.IsFinite(value) && value >= 0, value, "a finite number, 0 or above", property);

    /// <summary>A divisor that must not round to 0, neither as float nor multiplied by √(1 − β).</summary>
    public static double NotVanishing(double value, [CallerMemberName] string property = "") =>
        Require(double.IsFinite(value) && value >= Least, value, "a finite number, 1E-30 or above", property);

    /// <summary>A limit that may be absent: infinity is "no limit".</summary>
    public static double Limit(double value, [CallerMemberName] string property = "") =>
        Require(value >= Least, value, "a number, 1E-30 or above (infinity is no limit)", property);

    /// <summary>A share or a decay that is never the whole.</summary>
    public static double BelowOne(double value, [CallerMemberName] string property = "") =>
        Require(value is >= 0 and < 1, value, "a number from 0 up to, but not including, 1", property);

    public static int AtLeast(int least, int value, [CallerMemberName] string property = "") =>
        Require(value >= least, value, FormattableString.Invariant($"a whole number, {least} or above"), property);

    public static T Require<T>(bool possible, T value, string allowed, string property)
        where T : INumber<T> =>
        possible ? value : throw Impossible(property, value, allowed);

    public static T NotNull<T>(T? value, [CallerMemberName] string property = "")
        where T : class =>
        value ?? throw new ArgumentNullException(property);

    public static ArgumentException Impossible(string property, object value, string allowed) =>
        new(FormattableString.Invariant($"{property} is {value}; allowed is {allowed}."));
}

namespace Backprop;
/// <summary>stub</summary>
public static partial class Elementary
{
#pragma warning disable
    public static double Exp<T>(double x) => double.Exp(x);
    public static double Expm1<T>(double x) => double.ExpM1(x);
    public static double Log<T>(double x) => double.Log(x);
    public static double Log1p<T>(double x) => double.LogP1(x);
    public static double Tanh<T>(double x) => double.Tanh(x);
    public static double Erf<T>(double x) => x;
    public static double Erfc<T>(double x) => x;
    public static double Sin(double x) => double.Sin(x);
    public static double Cos(double x) => double.Cos(x);
    public static double Power(double x, int n) => double.Pow(x, n);
}

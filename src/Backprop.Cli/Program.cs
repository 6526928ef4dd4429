using System.Text;
using Backprop.Cli;

// Formulas need more than the letters that some consoles start with.
Console.OutputEncoding = Encoding.UTF8;
Console.SetError(LossyWriter.OfProcess());
return await CommandLine.Run(args, Terminal.OfProcess());

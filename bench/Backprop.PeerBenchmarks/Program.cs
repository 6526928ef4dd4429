using System.Text;

Console.OutputEncoding = Encoding.UTF8;
return await Backprop.PeerBenchmarks.CommandLine.Run(args);

System.Console.WriteLine("backprop");

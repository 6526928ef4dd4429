using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Backprop.Tensors.Files;

namespace Backprop.Cli;

/// <summary><c>backprop export</c>: a model for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = ModelArgument.Create("the model file");
        var options = new ModelOptions();
        var onnx = OptionKinds.Text("--onnx", "the ONNX file to write: opset 17, batches of any size, with scaling, and names as metadata", "FILE");
        var precision = OptionKinds.Name("--precision", "element type", "the model's", "float", "double");
        var verb = new Command("export", "Write a model as an ONNX file, for other programs") { model, onnx, precision };
        options.AddTo(verb);
        return verb.Does(terminal, (words, _) =>
        {
            var source = options.Read(words, words.GetValue(model)!);
            var file = OutputFile.Require(onnx.Name, words.GetValue(onnx), [(model.Name, source.File)])
                ?? throw new UsageException($"{onnx.Name} is missing; expected is the name of the file to write.");
            var isFloat = words.GetValue(precision) is { } type ? type == "float" : UsageException.Named(model.Name, () => source.IsFloat);
            terminal.Results.WriteLine(isFloat ? Export<float>(source, file) : Export<double>(source, file));
            return ExitCode.Done;
        });
    }

    private static string Export<T>(ModelSource source, string file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = UsageException.Named("MODEL", source.Load<T>);
        try
        {
            OnnxFile.Export(model, file);
        }
        catch (IOException e)
        {
            throw new UsageException($"--onnx: {e.Message}");
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            throw new UsageException($"{source.File}: {e.Message}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{file}: {model.Network.Spec}, {(typeof(T) == typeof(float) ? "float" : "double")}, ONNX opset 17");
    }
}

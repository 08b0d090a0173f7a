using Slipway.Providers.Generator.Facts;
using Slipway.Providers.Generator.Writing;

namespace Slipway.Providers.Generator;

/// <summary>`ProviderGenerator FACTS VERSION FOLDER`: writes the classes of one provider package into a folder of its own.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var facts, var version, var folder])
        {
            Console.Error.WriteLine("usage: ProviderGenerator FACTS VERSION FOLDER");
            return 2;
        }

        try
        {
            var package = FactReader.Read(File.ReadLines(facts), facts);
            if (package.Version != version)
                throw new FactException($"{facts} is of version {package.Version}, but Directory.Packages.props pins {version}. Run extract/extract.mjs {package.Name}.");
            Directory.CreateDirectory(folder);
            foreach (var old in Directory.EnumerateFiles(folder, "*.cs"))
                File.Delete(old);
            foreach (var (name, text) in PackageWriter.Write(package))
                File.WriteAllText(Path.Combine(folder, name), text);
            return 0;
        }
        catch (FactException problem)
        {
            // The form MSBuild reads: the message becomes a build error.
            Console.Error.WriteLine($"{facts} : error PROVIDER1: {problem.Message}");
            return 1;
        }
    }
}

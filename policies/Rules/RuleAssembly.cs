using System.Collections.Immutable;
using System.Runtime.Loader;

namespace Slipway.Policies.Rules;

/// <summary>Rules of one's own, from an assembly built against <c>Slipway.Policies</c>.</summary>
public static class RuleAssembly
{
    /// <exception cref="RuleAssemblyException">The file is no such assembly, or has no rule that can be made.</exception>
    public static ImmutableArray<Rule> Load(string path)
    {
        if (!File.Exists(path)) throw new RuleAssemblyException($"'{path}' does not exist. Build it first: `dotnet build` in its folder");
        try
        {
            // A context of its own finds the assembly's own packages; Slipway.Policies stays the one that runs.
            var context = new AssemblyLoadContext(Path.GetFileNameWithoutExtension(path));
            var resolver = new AssemblyDependencyResolver(Path.GetFullPath(path));
            context.Resolving += (_, name) => name.Name == typeof(Rule).Assembly.GetName().Name ? typeof(Rule).Assembly
                : resolver.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
            var types = context.LoadFromAssemblyPath(Path.GetFullPath(path)).GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract).ToList();
            if (types.Count == 0) throw new RuleAssemblyException($"'{path}' has no public class derived from {typeof(Rule).FullName}");
            return [.. types.OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => (Rule)Activator.CreateInstance(type)!)];
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or MissingMethodException or System.Reflection.TargetInvocationException)
        {
            throw new RuleAssemblyException($"'{path}' cannot be used: {error.InnerException?.Message ?? error.Message}", error);
        }
    }
}

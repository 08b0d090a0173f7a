using System.Reflection;
using Slipway.Engine;

namespace Slipway.Cli.Stacks;

/// <summary>The entry point of a compiled program, as something to call.</summary>
public static class EntryPoint
{
    // For an asynchronous Main the compiler makes a synchronous entry point that blocks; the one it wraps is this.
    private const string Asynchronous = "<Main>$";

    public static PulumiProgram Of(Assembly assembly)
    {
        var entry = assembly.EntryPoint ?? throw new ArgumentException($"{assembly.GetName().Name} has no entry point.", nameof(assembly));
        const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var main = entry.DeclaringType!.GetMethod(Asynchronous, any) ?? entry.DeclaringType.GetMethod("Main", any) ?? entry;
        object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
        return async () => main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) switch
        {
            Task<int> running => await running,
            Task running => await DoneAsync(running),
            int exitCode => exitCode,
            _ => 0,
        };
    }

    private static async Task<int> DoneAsync(Task running)
    {
        await running;
        return 0;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Slipway.Engine.Sandbox;

/// <summary>The process the tests kill: <c>folder seed version boundary refresh</c>. It kills itself with SIGKILL at that boundary; 0 waits to be killed, -1 runs to its end.
/// With <c>commands folder</c> it runs commands, of which the last waits to be killed.</summary>
internal static class KilledRun
{
    /// <summary>The exit code of a run the engine refused or broke off.</summary>
    public const int Refused = 3;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["commands", var commands]) return (await CommandsRun.UpAsync(CommandsRun.Engine(commands), commands, waits: true)).Succeeded ? 0 : 1;

        var (folder, seed, version, boundary) = (arguments[0], Number(1), Number(2), Number(3));
        var passed = 0;
        var stack = new SandboxStack(folder, () =>
        {
            if (Interlocked.Increment(ref passed) == boundary) Process.GetCurrentProcess().Kill();
        });
        Console.WriteLine("running");
        try
        {
            var result = await stack.UpAsync(seed, version, refresh: bool.Parse(arguments[4]));
            Console.WriteLine($"{passed} boundaries");
            foreach (var problem in result.Problems) Console.Error.WriteLine(problem);
            return result.Succeeded ? 0 : 1;
        }
        catch (EngineException refusal)
        {
            Console.Error.WriteLine($"{refusal.GetType().Name}: {refusal.Message}");
            return Refused;
        }

        int Number(int index) => int.Parse(arguments[index], CultureInfo.InvariantCulture);
    }
}

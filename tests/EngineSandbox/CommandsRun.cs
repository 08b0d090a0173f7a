using Pulumi.Offline;
using Slipway.Engine.State;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Sandbox;

/// <summary>Two real commands, the second of which a test may have waiting to be killed.</summary>
internal static class CommandsRun
{
    public static async Task<UpdateResult> UpAsync(StackEngine engine, string folder, bool waits)
    {
        var program = Of(program => BuildAsync(program, folder, waits));
        var plan = await engine.PreviewAsync(program, new(), static _ => { }, default);
        return await engine.UpAsync(program, plan, new(), static _ => { }, default);
    }

    public static StackEngine Engine(string folder) =>
        new(new StackContext { Project = "proj", Stack = "dev", State = new FileStateStore(folder, "proj", "dev"), Secrets = new PlainSecrets() });

    /// <summary>There once the second command runs.</summary>
    public static string Marker(string folder) => Path.Combine(folder, "second-runs");

    private static async Task BuildAsync(Program program, string folder, bool waits)
    {
        var first = await Command("first", $"echo once >> '{folder}/first-ran'", []);
        await Command("second", $"touch '{Marker(folder)}'; {(waits ? "sleep 60" : "true")}", [first.Urn]);

        Task<RegisteredResource> Command(string name, string create, string[] needs) =>
            program.ThingAsync(name, Inputs(("create", Text(create))), [.. needs], wanted => wanted with { Type = "command:local:Command" });
    }
}

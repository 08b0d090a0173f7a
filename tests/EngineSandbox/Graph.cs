using System.Collections.Immutable;
using Pulumi.Offline;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Sandbox;

/// <summary>A program in three versions, between which every kind of step occurs; the seed shifts who needs whom.</summary>
internal static class Graph
{
    public const string Retained = "retained";

    private const int Size = 12;

    /// <summary>What is there before the first version, made by somebody else: one to be read, one to be imported.</summary>
    public static void Prepare(World world)
    {
        world.Put("elsewhere", "", Inputs(("value", Text("theirs"))));
        world.Put("imported", "", Inputs(("value", Text("found"))));
    }

    /// <summary>What happens outside between two versions: one resource is changed by hand, another is deleted.</summary>
    public static void Disturb(World world)
    {
        var own = world.Existing()
            .Where(entry => entry.Value.Urn.Contains($"{World.Thing}::n", StringComparison.Ordinal))
            .OrderBy(entry => entry.Value.Urn, StringComparer.Ordinal)
            .ToArray();
        world.Put(own[0].Key, own[0].Value.Urn, Inputs(("value", Text("by hand")), ("fixed", Text("same"))));
        world.Take(own[^1].Key);
    }

    public static async Task BuildAsync(Program program, int seed, int version)
    {
        await program.StackAsync();
        var read = program.Monitor.ReadAsync(
            new ResourceRead { Type = World.Thing, Name = "read", Id = "elsewhere", Parent = program.Stack, Properties = Inputs(("value", Text("theirs"))) }, default);
        var made = new Task<RegisteredResource>[Size];
        for (var index = 0; index < Size; index++)
        {
            // Every resource is missing from one version of some seed: created or deleted in another.
            if ((index + seed + version) % 5 == 0) continue;
            made[index] = MakeAsync(program, seed, version, index, [.. Enumerable.Range(0, index).Where(other => made[other] is not null && (other * 7 + index * 3 + seed) % 4 == 0).Select(other => made[other])]);
        }

        if (version > 0)
        {
            await program.ThingAsync("imported", Inputs(("value", Text(version == 1 ? "found" : "changed"))), [], wanted => wanted with { Type = World.Thing, ImportId = "imported", RetainOnDelete = true });
        }

        // Given up by the last version, and left where it is.
        if (version < 2) await program.ThingAsync(Retained, Inputs(("value", Text("kept"))), [], wanted => wanted with { Type = World.Thing, RetainOnDelete = true });

        await Task.WhenAll(made.OfType<Task<RegisteredResource>>().Append(read));
        await program.Monitor.RegisterOutputsAsync(program.Stack!, Inputs(("version", Text($"{version}")), ("secret", Secret($"secret of {seed}"))), default);
    }

    private static async Task<RegisteredResource> MakeAsync(Program program, int seed, int version, int index, Task<RegisteredResource>[] needs)
    {
        var needed = await Task.WhenAll(needs);
        var kind = (index + seed) % 4;
        var value = (index + version) % 3 == 0 ? $"v{version}" : "same";
        var inputs = Inputs(
            ("value", kind == 1 ? Secret($"secret {value}") : Text(value)),
            ("fixed", Text((index + 2 * version + seed) % 3 == 0 ? $"f{version}" : "same")));
        if (needed.Length > 0) inputs = inputs.With(index % 2 == 0 ? "from" : "fixed", Output(needed[0]));
        return await program.ThingAsync(index == 5 && version < 2 ? "n5-before" : $"n{index}", inputs, [.. needed.Select(resource => resource.Urn)], wanted => wanted with
        {
            Type = kind switch { 2 => World.Again, 3 when index % 3 == 0 => World.Blind, _ => World.Thing },
            DeleteBeforeReplace = index % 3 == 1,
            PropertyDependencies = wanted.PropertyDependencies.SetItem(index % 2 == 0 ? "from" : "fixed", [.. needed.Take(1).Select(resource => resource.Urn)]),
            Aliases = index == 5 && version == 2 ? [new(null, "n5-before", null, null, null, null, false)] : [],
        });
    }
}

using System.Collections.Immutable;
using Slipway.Engine.Planning;
using Slipway.Engine.State;

namespace Slipway.Engine.Tests.State;

/// <summary>One graph on its way from a version to the next: where it starts, and how it ends when nobody disturbs it.</summary>
/// <param name="Refresh">True when things were changed outside meanwhile, and each run looks first.</param>
/// <param name="Steps">What the way consists of.</param>
internal sealed record Scenario(string Folder, int Seed, int Version, bool Refresh, int Boundaries, ImmutableArray<PlannedStep> Steps, string Result)
{
    public static async Task<Scenario> PrepareAsync(string folder, int seed, int version, bool refresh)
    {
        var stack = new SandboxStack(folder);
        Graph.Prepare(stack.World);
        for (var earlier = 0; earlier < version; earlier++) Assert.True((await stack.UpAsync(seed, earlier)).Succeeded);

        if (refresh) Graph.Disturb(stack.World);
        var steps = (await stack.PreviewAsync(seed, version, refresh)).Steps;
        var copy = $"{folder}-undisturbed";
        Copy(folder, copy);
        var boundaries = 0;
        var undisturbed = new SandboxStack(copy, () => Interlocked.Increment(ref boundaries));
        var result = await undisturbed.UpAsync(seed, version, refresh);
        Assert.True(result.Succeeded, string.Join("; ", result.Problems));
        var snapshot = await undisturbed.Engine().ReadAsync();
        CheckWorld(snapshot, undisturbed.World, $"undisturbed, seed {seed}, version {version}");
        return new(folder, seed, version, refresh, boundaries, steps, Describe(snapshot));
    }

    /// <summary>What a snapshot says, but for ids and times, which differ from run to run.</summary>
    public static string Describe(StackSnapshot snapshot) => string.Join('\n', snapshot.Resources
        .Select(resource => $"{resource.Urn} delete={resource.Delete} pending={resource.PendingReplacement} external={resource.External} "
            + $"in={World.Show(resource.Inputs)} out={World.Show(resource.Outputs)} needs={string.Join(',', resource.Dependencies)}")
        .Order(StringComparer.Ordinal));

    /// <summary>Everything recorded exists as it is recorded, and nothing else does.</summary>
    public static void CheckWorld(StackSnapshot snapshot, World world, string context)
    {
        var existing = world.Existing();
        var recorded = snapshot.Resources.Where(resource => resource.Type.StartsWith("world:", StringComparison.Ordinal)).ToDictionary(resource => resource.Id!, StringComparer.Ordinal);
        foreach (var (id, resource) in recorded)
        {
            Assert.True(existing.TryGetValue(id, out var found), $"'{resource.Name}' is recorded as '{id}' and does not exist ({context})");
            Assert.True(World.Show(resource.Inputs) == found.Inputs, $"'{resource.Name}' is recorded with {World.Show(resource.Inputs)} and has {found.Inputs} ({context})");
        }

        // What another made, and what this stack gave up and left where it is, stays without being recorded.
        var retained = Assert.Single(existing.Keys, id => id.StartsWith(Graph.Retained, StringComparison.Ordinal));
        var orphans = existing.Keys.Except(recorded.Keys).Except(["elsewhere", "imported", retained]).ToArray();
        Assert.True(orphans.Length == 0, $"exist and are not recorded: {string.Join(", ", orphans)} ({context})");
    }

    /// <summary>Runs again what was disturbed: it ends as if it had not been.</summary>
    public async Task FinishAsync(SandboxStack stack, string context)
    {
        var result = await stack.UpAsync(Seed, Version, Refresh);

        Assert.True(result.Succeeded, $"{context}: {string.Join("; ", result.Problems)}");
        var snapshot = await stack.Engine().ReadAsync();
        Assert.Empty(snapshot.PendingOperations);
        Assert.Equal(Result, Describe(snapshot));
        CheckWorld(snapshot, stack.World, context);
        Assert.False((await stack.PreviewAsync(Seed, Version)).HasChanges);
    }

    /// <summary>What a person does who is told the two commands: looks, and says what is there.</summary>
    /// <returns>How many operations it was.</returns>
    public static async Task<int> SettleAsync(SandboxStack stack)
    {
        var settled = 0;
        var engine = stack.Engine();
        var snapshot = await engine.ReadAsync();
        foreach (var doubt in snapshot.PendingOperations.Where(operation => operation.Kind == "creating" && operation.Resource.Type == World.Blind))
        {
            var urn = doubt.Resource.Urn;
            var plan = await engine.PreviewAsync(Program.Of(_ => Task.CompletedTask), new(), static _ => { }, default);
            Assert.Contains(plan.Problems, problem => problem.Contains($"`slipway stack settle '{urn}' -s dev --done --id <its id>`", StringComparison.Ordinal)
                && problem.Contains($"`slipway stack settle '{urn}' -s dev --not-done`", StringComparison.Ordinal));
            var known = snapshot.Resources.Select(resource => resource.Id).ToHashSet();
            var made = stack.World.Existing().Where(entry => entry.Value.Urn == urn && !known.Contains(entry.Key)).Select(entry => entry.Key).SingleOrDefault();
            await engine.SettleAsync(urn, made is null ? SettledOutcome.NotDone : SettledOutcome.Done, made);
            settled++;
        }

        return settled;
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

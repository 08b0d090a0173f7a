using System.Text;
using Slipway.Cli.Changes;
using Slipway.Cli.Policies;
using Slipway.Cli.Projects;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;
using Slipway.Infra.Stacks;
using Slipway.Policies.Graph;
using Slipway.Policies.Graph.Reading;

namespace Slipway.Policies.Tests.Support;

/// <summary>A stack of this repository as each source tells of it: planned from nothing, and applied to clouds in memory.</summary>
internal sealed class RepositoryStack
{
    public static IReadOnlyList<string> Names { get; } = ["dev", "dev-docker", "client-small", "client-airgap", "staging", "prod", "prod-aws"];

    // The program runs once for each stack: it sets the folder of the whole process.
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static readonly Dictionary<string, RepositoryStack> Known = new(StringComparer.Ordinal);

    private RepositoryStack(string name) => Name = name;

    public static TheoryData<string> All { get; } = new(Names);

    public string Name { get; }

    /// <summary>What a preview of a stack without state shows; much is not known yet.</summary>
    public required ResourceGraph Planned { get; init; }

    /// <summary>What the plan of a stack that is up and unchanged shows.</summary>
    public required ResourceGraph Unchanged { get; init; }

    /// <summary><c>preview --json</c> of the same.</summary>
    public required ResourceGraph FromPreview { get; init; }

    /// <summary>The event log of the same.</summary>
    public required ResourceGraph FromEvents { get; init; }

    /// <summary><c>stack export</c> of the same.</summary>
    public required ResourceGraph FromState { get; init; }

    public required StackConfiguration Configuration { get; init; }

    public static async Task<RepositoryStack> ReadAsync(string name)
    {
        await OneAtATime.WaitAsync();
        try
        {
            if (!Known.TryGetValue(name, out var stack)) Known[name] = stack = await MakeAsync(name);
            return stack;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<RepositoryStack> MakeAsync(string name)
    {
        var folder = Directory.CreateTempSubdirectory("slipway-policies-");
        try
        {
            return await MakeAsync(name, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<RepositoryStack> MakeAsync(string name, string folder)
    {
        var project = Repository.Project;
        var configuration = new StackConfigurationReader(project, (_, _) => "").Read(name);
        var cloud = new MemoryCloud();
        var engine = new StackEngine(new StackContext
        {
            Project = project.Name,
            Stack = name,
            State = new FileStateStore(folder, project.Name, name),
            Secrets = new PassphraseSecrets("for this test", null),
            Configuration = configuration.Values,
            SecretKeys = configuration.SecretKeys,
            Providers = new[] { "aws", "azure", "kubernetes", "docker", "command" }.Aggregate(ProviderRegistry.Default, (registry, package) => registry.With(package, cloud)),
        });
        var offline = new StackEngine(engine.Context with { Providers = ProviderRegistry.Default });
        var first = await PlanAsync(offline, _ => { });
        var approved = await PlanAsync(engine, _ => { });
        var result = await engine.UpAsync(ProgramAsync, approved, new UpdateOptions(), _ => { }, CancellationToken.None);
        Assert.True(result.Succeeded);
        var events = new StringWriter();
        var stream = new EventJson(events, TimeProvider.System, new Masking(text => text));
        var second = await PlanAsync(engine, happened => stream.Tell(happened, isPlanning: true));
        stream.Summary(second.Steps, TimeSpan.Zero);
        var changed = string.Join('\n', second.Steps.Where(step => step.Kind != StepKind.Same).Select(step => $"{step.Name} ({step.Type}): {string.Join(", ", step.Changes.Select(change => change.Path))}"));
        Assert.True(changed.Length == 0, $"The clouds in memory lack outputs that these ask for:\n{changed}");

        return new RepositoryStack(name)
        {
            Configuration = configuration,
            Planned = PlanGraph.Of(first),
            Unchanged = PlanGraph.Of(second),
            FromPreview = Read(Json.Document(json => PlanJson.Write(json, second))),
            FromEvents = Read(events.ToString()),
            FromState = Read(await engine.ExportAsync()),
        };
    }

    private static async Task<Plan> PlanAsync(StackEngine engine, Action<EngineEvent> observe)
    {
        var plan = await engine.PreviewAsync(ProgramAsync, new UpdateOptions(), observe, CancellationToken.None);
        Assert.Empty(plan.Problems);
        return plan;
    }

    private static Task<int> ProgramAsync()
    {
        Environment.CurrentDirectory = Repository.Project.ProgramFolder;
        return EntryPoint.Of(typeof(PlatformStack).Assembly)();
    }

    private static ResourceGraph Read(string text) => GraphFile.Read(Encoding.UTF8.GetBytes(text), "the test's file").Graph;
}

using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine.Tests.Support;

/// <summary>A stack in memory, and programs for it.</summary>
internal sealed class Fixture
{
    /// <summary>One for all tests: making a key takes a while.</summary>
    public static readonly PassphraseSecrets Secrets = new("correct horse", new PassphraseSecrets("correct horse").NewSalt());

    public Cloud Cloud { get; init; } = new();

    public IStateStore Store { get; init; } = new MemoryStore();

    public ISecretsManager SecretsManager { get; init; } = Secrets;

    public List<EngineEvent> Events { get; } = [];

    public UpdateOptions Options { get; init; } = new();

    public StackEngine Engine() => new(new StackContext
    {
        Project = "proj",
        Stack = "dev",
        State = Store,
        Secrets = SecretsManager,
        Providers = ProviderRegistry.Default.With("test", Cloud),
    });

    public Task<Plan> PreviewAsync(Func<Program, Task> program) => Engine().PreviewAsync(Program.Of(program), Options, Events.Add, default);

    public async Task<UpdateResult> UpAsync(Func<Program, Task> program, CancellationToken cancellationToken = default)
    {
        var engine = Engine();
        var plan = await engine.PreviewAsync(Program.Of(program), Options, static _ => { }, cancellationToken);
        Assert.Empty(plan.Problems);
        return await engine.UpAsync(Program.Of(program), plan, Options, Events.Add, cancellationToken);
    }

    public async Task<UpdateResult> DestroyAsync()
    {
        var engine = Engine();
        var plan = await engine.PreviewDestroyAsync(Options, static _ => { }, default);
        return await engine.DestroyAsync(plan, Options, Events.Add, default);
    }

    public Task<StackSnapshot> ReadAsync() => Engine().ReadAsync();

    public static string Show(Plan plan) => string.Join(", ", plan.Steps.Where(step => step.Kind != StepKind.Same).Select(step => $"{step.Kind} {step.Name}"));

    public static string Urn(string name, string type = "test:index:Thing") => $"urn:pulumi:dev::proj::{type}::{name}";
}

/// <summary>What a program uses in place of the SDK.</summary>
internal sealed class Program(IResourceMonitor monitor)
{
    public IResourceMonitor Monitor => monitor;

    public string? Stack { get; private set; }

    public static PulumiProgram Of(Func<Program, Task> body) => async () =>
    {
        await body(new Program(ProgramHost.Current!.Monitor));
        return 0;
    };

    public async Task<RegisteredResource> StackAsync()
    {
        var stack = await monitor.RegisterAsync(new ResourceRegistration { Type = "pulumi:pulumi:Stack", Name = "proj-dev", Custom = false }, default);
        Stack = stack.Urn;
        return stack;
    }

    public Task<RegisteredResource> ThingAsync(string name, params ReadOnlySpan<(string Name, PropertyValue Value)> inputs) => ThingAsync(name, Inputs(inputs), []);

    public Task<RegisteredResource> ThingAsync(string name, PropertyValue.Map inputs, ImmutableArray<string> dependencies, Func<ResourceRegistration, ResourceRegistration>? with = null)
    {
        var registration = new ResourceRegistration
        {
            Type = "test:index:Thing",
            Name = name,
            Custom = true,
            Parent = Stack,
            Version = "1.2.3",
            Inputs = inputs,
            Dependencies = [.. dependencies.Order(StringComparer.Ordinal)],
            PropertyDependencies = inputs.ToImmutableSortedDictionary(input => input.Key, _ => dependencies, StringComparer.Ordinal),
        };
        return monitor.RegisterAsync(with is null ? registration : with(registration), default);
    }

    public static PropertyValue.Map Inputs(params ReadOnlySpan<(string Name, PropertyValue Value)> inputs)
    {
        var map = PropertyValue.Map.Empty;
        foreach (var (name, value) in inputs) map = map.With(name, value);
        return map;
    }

    public static PropertyValue Text(string text) => new PropertyValue.Text(text);

    public static PropertyValue Secret(string text) => new PropertyValue.Secret(Text(text));

    /// <summary>An output as the SDK sees it: in a preview a missing one is unknown.</summary>
    public static PropertyValue Output(RegisteredResource resource, string name = "out") =>
        resource.Outputs[name] ?? (ProgramHost.Current!.IsDryRun ? PropertyValue.NotYetKnown : PropertyValue.Nothing);
}

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

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public StackEngine Engine() => new(new StackContext
    {
        Project = "proj",
        Stack = "dev",
        State = Store,
        Secrets = SecretsManager,
        Clock = Clock,
        Providers = ProviderRegistry.Default.With("test", Cloud),
    });

    public async Task<UpdateResult> RefreshAsync()
    {
        var engine = Engine();
        var plan = await engine.PreviewRefreshAsync(Options, static _ => { }, default);
        Assert.Empty(plan.Problems);
        return await engine.RefreshAsync(plan, Options, Events.Add, default);
    }

    /// <summary>The same stack and cloud, updated with other options.</summary>
    public Fixture With(UpdateOptions options) => new() { Cloud = Cloud, Store = Store, SecretsManager = SecretsManager, Options = options };

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

using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.State;

namespace Slipway.Engine.Sandbox;

/// <summary>A stack whose state and world are folders side by side.</summary>
internal sealed class SandboxStack(string folder, Action onBoundary)
{
    public SandboxStack(string folder)
        : this(folder, static () => { })
    {
    }

    public World World { get; } = new(Path.Combine(folder, "world"), onBoundary);

    public StackEngine Engine() => new(new StackContext
    {
        Project = "proj",
        Stack = "dev",
        State = new FatalStore(new FileStateStore(folder, "proj", "dev"), onBoundary),
        Secrets = new PlainSecrets(),
        Providers = ProviderRegistry.Default.With("world", World),
    });

    public async Task<UpdateResult> UpAsync(int seed, int version, bool refresh = false)
    {
        var plan = await PreviewAsync(seed, version, refresh);
        if (plan.Failed) throw new InvalidOperationException(string.Join(Environment.NewLine, plan.Problems));
        return await Engine().UpAsync(Versioned(seed, version), plan, new UpdateOptions { Parallel = 4 }, static _ => { }, default);
    }

    public Task<Plan> PreviewAsync(int seed, int version, bool refresh = false) =>
        Engine().PreviewAsync(Versioned(seed, version), new UpdateOptions { Parallel = 4, Refresh = refresh }, static _ => { }, default);

    private static PulumiProgram Versioned(int seed, int version) => Program.Of(program => Graph.BuildAsync(program, seed, version));
}

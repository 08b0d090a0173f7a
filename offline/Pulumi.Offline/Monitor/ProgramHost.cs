using System.Collections.Immutable;

namespace Pulumi.Offline;

/// <summary>
/// The surroundings a program runs in. The engine enters them around the program's entry point;
/// <c>Deployment.RunAsync</c> finds them through <see cref="Current"/>.
/// </summary>
public sealed record ProgramHost
{
    private static readonly AsyncLocal<ProgramHost?> Ambient = new();

    public required string Organization { get; init; }

    public required string Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>True in a preview: nothing is made, outputs of new resources are unknown.</summary>
    public required bool IsDryRun { get; init; }

    public required IResourceMonitor Monitor { get; init; }

    /// <summary>Configuration by full key (<c>namespace:name</c>), secrets decrypted; objects and lists as JSON text.</summary>
    public required ImmutableSortedDictionary<string, string> Configuration { get; init; }

    /// <summary>Which of <see cref="Configuration"/>'s keys are secret.</summary>
    public required ImmutableHashSet<string> SecretKeys { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Null outside a program.</summary>
    public static ProgramHost? Current => Ambient.Value;

    /// <summary>Runs <paramref name="program"/> with this host as <see cref="Current"/>, and gives its exit code.</summary>
    public async Task<int> RunAsync(Func<Task<int>> program)
    {
        Ambient.Value = this;
        return await program();
    }
}

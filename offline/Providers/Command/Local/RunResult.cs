using System.Collections.Immutable;

namespace Pulumi.Command.Local;

/// <summary>What a command run once gave, and how it was run.</summary>
[OutputType]
public sealed class RunResult
{
    public readonly bool? AddPreviousOutputInEnv;

    public readonly Archive? Archive;

    public readonly ImmutableArray<string> ArchivePaths;

    public readonly ImmutableArray<string> AssetPaths;

    public readonly ImmutableDictionary<string, AssetOrArchive>? Assets;

    public readonly string Command;

    public readonly string? Dir;

    public readonly ImmutableDictionary<string, string>? Environment;

    public readonly ImmutableArray<string> Interpreter;

    public readonly Logging? Logging;

    public readonly string Stderr;

    public readonly string? Stdin;

    public readonly string Stdout;

    [OutputConstructor]
    private RunResult(
        bool? addPreviousOutputInEnv,
        Archive? archive,
        ImmutableArray<string> archivePaths,
        ImmutableArray<string> assetPaths,
        ImmutableDictionary<string, AssetOrArchive>? assets,
        string command,
        string? dir,
        ImmutableDictionary<string, string>? environment,
        ImmutableArray<string> interpreter,
        Logging? logging,
        string stderr,
        string? stdin,
        string stdout)
    {
        AddPreviousOutputInEnv = addPreviousOutputInEnv;
        Archive = archive;
        ArchivePaths = archivePaths;
        AssetPaths = assetPaths;
        Assets = assets;
        Command = command;
        Dir = dir;
        Environment = environment;
        Interpreter = interpreter;
        Logging = logging;
        Stderr = stderr;
        Stdin = stdin;
        Stdout = stdout;
    }
}

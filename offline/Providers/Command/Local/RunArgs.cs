namespace Pulumi.Command.Local;

/// <summary>What a command run once is made from.</summary>
public sealed class RunArgs : InvokeArgs
{
    /// <summary>No argument set.</summary>
    public static new RunArgs Empty => new();

    /// <summary>Whether the command finds an earlier one's output in its environment.</summary>
    [Input("addPreviousOutputInEnv")]
    public bool? AddPreviousOutputInEnv { get; set; }

    [Input("archivePaths")]
    private List<string>? _archivePaths;

    /// <summary>Patterns of files to give back in one archive.</summary>
    public List<string> ArchivePaths
    {
        get => _archivePaths ??= [];
        set => _archivePaths = value;
    }

    [Input("assetPaths")]
    private List<string>? _assetPaths;

    /// <summary>Patterns of files to give back one by one.</summary>
    public List<string> AssetPaths
    {
        get => _assetPaths ??= [];
        set => _assetPaths = value;
    }

    /// <summary>What runs.</summary>
    [Input("command", required: true)]
    public string Command { get; set; } = null!;

    /// <summary>The folder it runs in.</summary>
    [Input("dir")]
    public string? Dir { get; set; }

    [Input("environment")]
    private Dictionary<string, string>? _environment;

    /// <summary>Its environment variables.</summary>
    public Dictionary<string, string> Environment
    {
        get => _environment ??= [];
        set => _environment = value;
    }

    [Input("interpreter")]
    private List<string>? _interpreter;

    /// <summary>The program, with arguments, that is given the command.</summary>
    public List<string> Interpreter
    {
        get => _interpreter ??= [];
        set => _interpreter = value;
    }

    /// <summary>Which output is shown while it runs.</summary>
    [Input("logging")]
    public Logging? Logging { get; set; }

    /// <summary>What it reads from standard input.</summary>
    [Input("stdin")]
    public string? Stdin { get; set; }
}

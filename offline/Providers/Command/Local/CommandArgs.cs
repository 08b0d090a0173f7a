namespace Pulumi.Command.Local;

/// <summary>What a <see cref="Command"/> is made from.</summary>
public sealed class CommandArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new CommandArgs Empty => new();

    /// <summary>Whether the next command finds the last one's output in PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR.</summary>
    [Input("addPreviousOutputInEnv")]
    public Input<bool>? AddPreviousOutputInEnv { get; set; }

    [Input("archivePaths")]
    private InputList<string>? _archivePaths;

    /// <summary>Patterns of files to give back in one archive.</summary>
    public InputList<string> ArchivePaths
    {
        get => _archivePaths ??= [];
        set => _archivePaths = value;
    }

    [Input("assetPaths")]
    private InputList<string>? _assetPaths;

    /// <summary>Patterns of files to give back one by one.</summary>
    public InputList<string> AssetPaths
    {
        get => _assetPaths ??= [];
        set => _assetPaths = value;
    }

    /// <summary>What runs when the resource is created.</summary>
    [Input("create")]
    public Input<string>? Create { get; set; }

    /// <summary>What runs when the resource is deleted.</summary>
    [Input("delete")]
    public Input<string>? Delete { get; set; }

    /// <summary>The folder the commands run in.</summary>
    [Input("dir")]
    public Input<string>? Dir { get; set; }

    [Input("environment")]
    private InputMap<string>? _environment;

    /// <summary>Environment variables of the commands.</summary>
    public InputMap<string> Environment
    {
        get => _environment ??= [];
        set => _environment = value;
    }

    [Input("interpreter")]
    private InputList<string>? _interpreter;

    /// <summary>The program, with arguments, that is given the command.</summary>
    public InputList<string> Interpreter
    {
        get => _interpreter ??= [];
        set => _interpreter = value;
    }

    /// <summary>Which output is shown while the commands run.</summary>
    [Input("logging")]
    public Input<Logging>? Logging { get; set; }

    /// <summary>What the commands read from standard input.</summary>
    [Input("stdin")]
    public Input<string>? Stdin { get; set; }

    [Input("triggers")]
    private InputList<object>? _triggers;

    /// <summary>Values that bring a new resource when they change.</summary>
    public InputList<object> Triggers
    {
        get => _triggers ??= [];
        set => _triggers = value;
    }

    /// <summary>What runs when the resource is updated; Create when not given.</summary>
    [Input("update")]
    public Input<string>? Update { get; set; }
}

using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.Offline;
using Slipway.Cli.Commands;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;
using Slipway.Cli.Tools;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Tests.Support;

/// <summary>The command line in a project of its own, with everything outside it played.</summary>
internal sealed class Cli : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public Cli(Plan? plan = null)
    {
        Stack = new FakeStack(plan ?? Plans.Empty);
        _folder.Write("Pulumi.yaml", "name: shop\nmain: infra\nruntime: dotnet\n");
        _folder.Write("infra/Program.cs", "");
        _folder.Write("Pulumi.dev.yaml", "config:\n  shop:size: small\n");
        Environment = new Dictionary<string, string> { ["PATH"] = Bin, ["LANG"] = "C.UTF-8" };
        Directory.CreateDirectory(Bin);
        Interruption = new Interruption(Terminal.Open(_error, isLive: false, () => 200));
    }

    public FakeStack Stack { get; }

    public FakeLiveSystem Live { get; } = new();

    /// <summary>Played instead of <see cref="Stack"/>, where releases are driven from here.</summary>
    public ReleasingStack? Releases { get; set; }

    public FakeProcesses Processes { get; } = new();

    public ManualClock Clock { get; } = new();

    public Interruption Interruption { get; }

    public Dictionary<string, string> Environment { get; }

    public ImmutableArray<RequiredTool> Tools { get; set; } = [];

    public ImmutableArray<int> Ports { get; set; } = [];

    public HostFacts Host { get; set; } = new(HasApt: true, IsRoot: true, HasSudo: false, RunsSystemd: false);

    /// <summary>What is typed; null where there is no terminal.</summary>
    public string? Typed { get; set; }

    /// <summary>What comes through a pipe.</summary>
    public string Piped { get; set; } = "";

    public int Width { get; set; } = 200;

    public string Folder => _folder.Path;

    public string File(string name) => _folder.File(name);

    public string Bin => _folder.File("bin");

    public string Output => Tidy(_output);

    public string Error => Tidy(_error);

    /// <summary>The last line of an event stream: the whole result, indented.</summary>
    public string Document => JsonNode.Parse(Output.TrimEnd('\n').Split('\n')[^1])!["document"]!.ToJsonString(Indented);

    /// <summary>Both streams, as a terminal would show them one after the other.</summary>
    public string Screen => $"--- stdout\n{Output}--- stderr\n{Error}";

    public void Write(string file, string text) => _folder.Write(file, text);

    public async Task<ExitCode> RunAsync(params string[] arguments)
    {
        var session = new Session
        {
            Output = Terminal.Open(_output, isLive: false, () => Width),
            Error = Terminal.Open(_error, isLive: false, () => Width),
            Input = Typed is null ? null : new StringReader(Typed),
            StandardInput = () => new StringReader(Piped),
            Time = Clock,
            Processes = Processes,
            WorkingDirectory = Folder,
            Environment = name => Environment.GetValueOrDefault(name),
        };
        var platform = new Platform
        {
            Operations = selected =>
            {
                Stack.Selected = selected;
                return Releases?.Open(selected) ?? Stack;
            },
            DrivesReleases = _ => Releases is not null,
            Live = _ => Live,
            Tools = _ => Tools,
            Ports = _ => Ports,
            Host = () => Host,
            FreeDisk = _ => 40L << 30,
            LookBackPause = TimeSpan.Zero,
        };
        return (ExitCode)await new SlipwayCommandLine(session, Interruption, platform).RunAsync(arguments);
    }

    public void Dispose()
    {
        Interruption.Dispose();
        _folder.Dispose();
    }

    private string Tidy(StringWriter writer) => writer.ToString().Replace(Folder, "<project>");
}

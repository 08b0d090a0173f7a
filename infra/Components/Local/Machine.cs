using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.Command.Local;

namespace Slipway.Infra.Components.Local;

public sealed class MachineArgs : ResourceArgs
{
    public required Place Place { get; init; }

    public required PortPlan Ports { get; init; }
}

/// <summary>
/// The stack's place on a machine: its folder, its user and supervisord. Other parts put files, programs that run
/// once and units into it. All of them go with the folder, so deleting the whole stack is one step.
/// </summary>
public sealed class Machine : ComponentResource
{
    private readonly Command _folder;
    private readonly Command _supervisor;
    private readonly ImmutableArray<string> _asStackUser;
    private readonly List<Unit> _units = [];

    public Machine(string name, MachineArgs args, ComponentResourceOptions? options = null)
        : base("slipway:local:Machine", name, options)
    {
        Place = args.Place;
        Ports = args.Ports;
        _asStackUser = Place.User.Length == 0 ? Scripts.Caller : Scripts.As(Place.User);

        var prerequisites = new Command($"{name}-prerequisites", new CommandArgs
        {
            Create = Scripts.Read("prerequisites.sh"),
            Interpreter = Scripts.Caller,
            Dir = "/",
            Environment =
            {
                ["TOOLS"] = string.Join(' ', Prerequisites.Programs.Select(program => $"{program.Command}:{program.Package}:{program.SearchPath}")),
                ["PORTS"] = string.Join(' ', Ports.All.Select(port => $"{port.Key}={port.Value}")),
                ["SETTINGS"] = Place.SettingsFile,
            },
        }, new CustomResourceOptions { Parent = this });

        _folder = new Command($"{name}-folder", new CommandArgs
        {
            Create = Scripts.Read("machine-create.sh"),
            Delete = Scripts.Read("machine-delete.sh"),
            Interpreter = Scripts.Caller,
            Dir = "/",
            Environment = { ["ROOT"] = Place.Root, ["LINK"] = Place.Link, ["RUN_AS"] = Place.User },
            Triggers = new[] { Place.Root, Place.User },
        }, new CustomResourceOptions { Parent = this, DependsOn = { prerequisites }, DeleteBeforeReplace = true });

        _supervisor = new Command($"{name}-supervisor", new CommandArgs
        {
            Create = Scripts.Read("supervisor.sh"),
            Interpreter = _asStackUser,
            Dir = "/",
            Environment = { ["ROOT"] = Place.Root },
            Stdin = SupervisorConfiguration(Place),
        }, Within(this, _folder));

        RegisterOutputs();
    }

    public Place Place { get; }

    public PortPlan Ports { get; }

    /// <summary>Every unit declared so far.</summary>
    public IReadOnlyList<Unit> Units => _units;

    /// <summary>A file, owned by the stack's user.</summary>
    /// <param name="check">Shell command that examines the file <c>$1</c> before it takes the old one's place.</param>
    /// <param name="encoding"><c>base64</c> for content that is not text.</param>
    public Command File(ComponentResource parent, string name, string path, Input<string> content, string mode = "0600", string check = "", string encoding = "", params Resource[] after) =>
        new(name, new CommandArgs
        {
            Create = Scripts.Read("file.sh"),
            Delete = Scripts.Read("file-delete.sh"),
            Interpreter = _asStackUser,
            Dir = "/",
            Environment = { ["FILE"] = path, ["MODE"] = mode, ["CHECK"] = check, ["ENCODING"] = encoding },
            Stdin = content,
        }, Within(parent, after));

    /// <summary>A program that runs to its end, again whenever it changes. What keeps a unit running is not looked at.</summary>
    public Command Once(ComponentResource parent, Unit unit, params Resource[] after) =>
        new(unit.Name, new CommandArgs
        {
            Create = Scripts.Read("once.sh"),
            Delete = Scripts.Read("once-delete.sh"),
            Interpreter = _asStackUser,
            Dir = "/",
            Environment = { ["ROOT"] = Place.Root, ["NAME"] = unit.Name },
            Stdin = ProgramScript(unit),
        }, Within(parent, after));

    /// <summary>A script of this target, as the stack's user.</summary>
    public Command Run(ComponentResource parent, string name, string script, string? delete, InputMap<string> environment, Input<string>? stdin = null, params Resource[] after)
    {
        environment.Add("ROOT", Place.Root);
        return new Command(name, new CommandArgs
        {
            Create = Scripts.Read(script),
            Delete = delete is null ? null! : Scripts.Read(delete),
            Interpreter = _asStackUser,
            Dir = "/",
            Environment = environment,
            Stdin = stdin,
        }, Within(parent, after));
    }

    /// <summary>A folder made from sources by whoever runs the update.</summary>
    /// <param name="hash">Made anew when it changes; null where the name tells one content from another: made once, it stays as it is, as something may run from it.</param>
    public Command Build(ComponentResource parent, string name, string script, InputMap<string> environment, string? hash)
    {
        environment.Add("LOCK", Place.BuildLock);
        var options = Within(parent);
        if (hash is null)
            options.IgnoreChanges.Add("*");
        return new Command(name, new CommandArgs
        {
            Create = Scripts.Read(script),
            Delete = Scripts.Read("build-delete.sh"),
            Interpreter = Scripts.Caller,
            Dir = "/",
            Environment = environment,
            Triggers = hash is null ? Array.Empty<string>() : new[] { hash },
        }, options);
    }

    /// <summary>A program that supervisord keeps running; done when it is ready.</summary>
    public Command Unit(ComponentResource parent, Unit unit, params Resource[] after)
    {
        _units.Add(unit);
        return new Command(unit.Name, new CommandArgs
        {
            Create = "operation=create\n" + Scripts.Read("unit.sh"),
            Update = "operation=update\n" + Scripts.Read("unit.sh"),
            Delete = Scripts.Read("unit-delete.sh"),
            Interpreter = _asStackUser,
            Dir = "/",
            Environment =
            {
                ["ROOT"] = Place.Root,
                ["NAME"] = unit.Name,
                ["PRIORITY"] = unit.Priority.ToString(),
                ["STOP_SIGNAL"] = unit.StopSignal,
                ["STOP_SECONDS"] = unit.StopSeconds.ToString(),
                ["READY"] = unit.Ready,
                ["READY_SECONDS"] = unit.ReadySeconds.ToString(),
                ["RELOAD"] = unit.Reload,
                ["CONFIGURATION"] = HashOf(unit.Configuration),
            },
            Stdin = ProgramScript(unit),
        }, Within(parent, after));
    }

    /// <summary>The script that becomes a program: its environment, the watch beside it, then the program in the script's place.</summary>
    private Output<string> ProgramScript(Unit unit)
    {
        var variables = unit.Environment.Select(variable => variable.Value.Apply(value => $"export {variable.Key}={Scripts.Quote(value)}\n"));
        var words = unit.Command.Select(word => word.Apply(Scripts.Quote));
        var mounts = unit.Mounts.Select(mount => mount.Source.Apply(source =>
            $"{(mount.ReadOnly ? "ro" : "rw")} {Scripts.Quote(source)} {Scripts.Quote(mount.Target)}"));
        return Output.Tuple(Output.All(variables), Output.All(mounts), Output.All(words)).Apply(parts =>
            $"{string.Concat(unit.Leftovers.Select(file => $"rm -f {Scripts.Quote(file)}\n"))}{string.Concat(parts.Item1)}{Watch(unit.Liveness)}exec {View(unit.Name, parts.Item2)}{string.Join(' ', parts.Item3)}\n");
    }

    private string View(string name, ImmutableArray<string> mounts)
    {
        if (mounts.IsEmpty)
            return "";
        var folder = Scripts.Quote(Place.Path("units", name, "view"));
        return $"env SLIPWAY_UID=$(id -u) SLIPWAY_GID=$(id -g) unshare --user --map-root-user --mount --propagation private -- "
            + $"bash -euo pipefail -c {Scripts.Quote(Scripts.Read("mounts.sh"))} mounts {folder} {string.Join(' ', mounts)} -- ";
    }

    // The watch ends with the program it watches (pdeathsig), and sleeps without a process of its own (read -t).
    internal static string Watch(string liveness, int seconds = 10)
    {
        if (liveness.Length == 0)
            return "";
        var probe = liveness.StartsWith("command:", StringComparison.Ordinal)
            ? liveness["command:".Length..]
            : $"curl -fsS --max-time 5 -o /dev/null {Scripts.Quote(liveness)}";
        var loop =
            $"""
            missed=0
            while read -rt {seconds} <> <(:) || [ $? -gt 128 ]; do
              if {probe} > /dev/null 2>&1; then missed=0; else missed=$((missed + 1)); fi
              if [ $missed -ge 3 ]; then echo "no answer three times in a row: ending process $1" >&2; kill -KILL "$1"; fi
            done
            """;
        return $"setpriv --pdeathsig KILL bash -c {Scripts.Quote(loop)} watch $$ &\n";
    }

    private CustomResourceOptions Within(ComponentResource parent, params Resource[] after)
    {
        var options = new CustomResourceOptions { Parent = parent, DeletedWith = _folder };
        options.DependsOn.Add(_supervisor is null ? _folder : _supervisor);
        foreach (var resource in after)
            options.DependsOn.Add(resource);
        return options;
    }

    private static Output<string> HashOf(ImmutableArray<Input<string>> contents) =>
        Output.All(contents.AsEnumerable()).Apply(all =>
            all.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', all))))[..16]);

    internal static string SupervisorConfiguration(Place place) =>
        $"""
        [unix_http_server]
        file={place.Path("supervisor", "supervisor.sock")}
        chmod=0600

        [supervisord]
        logfile={place.Path("log", "supervisord.log")}
        logfile_maxbytes=10MB
        logfile_backups=2
        pidfile={place.Path("supervisor", "supervisord.pid")}
        childlogdir={place.Path("log")}
        directory={place.Path("home")}
        umask=077
        nocleanup=true

        [rpcinterface:supervisor]
        supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

        [supervisorctl]
        serverurl=unix://{place.Path("supervisor", "supervisor.sock")}

        [include]
        files={place.Path("supervisor", "units", "*.conf")}

        """;
}

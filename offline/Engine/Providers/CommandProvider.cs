using System.Collections.Immutable;
using System.Text;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Registration;

namespace Slipway.Engine.Providers;

/// <summary>
/// Runs commands of this machine: <c>command:local:Command</c> and <c>command:local:run</c> of the command package 1.2.
/// </summary>
/// <remarks>
/// As in the package, any changed input runs <c>update</c>, or <c>create</c> where there is no update, even when only
/// <c>delete</c> changed. A command whose end is not known after a crash is simply run again: commands are to be written so.
/// </remarks>
public sealed class CommandProvider : IProvider
{
    private const string LocalCommand = "command:local:Command";
    private const string LocalRun = "command:local:run";

    private static readonly ImmutableHashSet<string> Texts = ["create", "update", "delete", "stdin", "dir", "command"];
    private static readonly ImmutableHashSet<string> Loggings = ["stdout", "stderr", "stdoutAndStderr", "none"];

    public bool CarriesOut(string type) => type == LocalCommand;

    public CheckResult Check(ResourceOperation operation)
    {
        if (operation.Type != LocalCommand) return CheckResult.Fine(operation.Inputs);
        var problems = ImmutableArray.CreateBuilder<CheckProblem>();
        foreach (var (name, value) in operation.Inputs)
        {
            if (Problem(name, value.WithoutSecrets()) is { } reason) problems.Add(new(name, reason));
        }

        return new CheckResult(operation.Inputs, problems.ToImmutable());
    }

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) =>
        new([.. changes.Select(change => PropertyPath.Matches("triggers", change.Path) ? change with { ForcesReplacement = true } : change)]);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation)
    {
        if (operation.Id is not null && operation.OldOutputs is { } old && CommandFor(operation.Inputs, "update", "create") is null)
            return WithResults(operation.Inputs, old);
        return operation.Inputs;
    }

    public async Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        var outputs = await RunAsync(operation, operation.Inputs, CommandFor(operation.Inputs, "create"), PropertyValue.Map.Empty, cancellationToken);
        var id = operation.Name + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
        return new MadeResource(id, outputs);
    }

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        // A command has no state of its own to look at.
        Task.FromResult(operation is { Id: { } id, OldInputs: { } inputs, OldOutputs: { } outputs } ? new ReadResource(id, inputs, outputs) : null);

    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        RunAsync(operation, operation.Inputs, CommandFor(operation.Inputs, "update", "create"), operation.OldOutputs ?? PropertyValue.Map.Empty, cancellationToken);

    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        var inputs = operation.OldInputs ?? operation.Inputs;
        return RunAsync(operation, inputs, CommandFor(inputs, "delete"), operation.OldOutputs ?? PropertyValue.Map.Empty, cancellationToken);
    }

    public Task<CreationTrace> TraceAsync(ResourceOperation operation, ImmutableArray<string> known, CancellationToken cancellationToken) =>
        // Commands are written so that they can be run again.
        Task.FromResult(CreationTrace.Again);

    public async Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        if (call.Token != LocalRun) throw new ProviderException($"function '{call.Token}' is not carried out by the offline engine: use `pulumi up`");
        var command = CommandFor(call.Arguments, "command") ?? throw new ProviderException("'command' is missing: say what to run.");
        var operation = new ResourceOperation { Urn = "", Type = call.Token, Name = "run", Inputs = call.Arguments };
        return await RunAsync(operation, call.Arguments, command, PropertyValue.Map.Empty, cancellationToken);
    }

    private static async Task<PropertyValue.Map> RunAsync(
        ResourceOperation operation,
        PropertyValue.Map inputs,
        PropertyValue? command,
        PropertyValue.Map previous,
        CancellationToken cancellationToken)
    {
        if (command is null) return WithResults(inputs, previous);
        var plain = (PropertyValue.Map)inputs.WithoutSecrets();
        var dir = TextOf(plain["dir"]);
        if (dir is { Length: > 0 } && !Directory.Exists(dir)) throw new ProviderException($"its folder '{dir}' does not exist. Create it first, or correct 'dir'.");

        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (plain["environment"] is PropertyValue.Map added)
        {
            foreach (var (name, value) in added) environment[name] = TextOf(value) ?? "";
        }

        if (plain["addPreviousOutputInEnv"] is not PropertyValue.Bool { Value: false })
        {
            if (TextOf(previous["stdout"]?.WithoutSecrets()) is { Length: > 0 } stdout) environment["PULUMI_COMMAND_STDOUT"] = stdout;
            if (TextOf(previous["stderr"]?.WithoutSecrets()) is { Length: > 0 } stderr) environment["PULUMI_COMMAND_STDERR"] = stderr;
        }

        var interpreter = plain["interpreter"] is PropertyValue.List { Items.IsEmpty: false } list
            ? list.Items.Select(item => TextOf(item) ?? "").ToImmutableArray()
            : OperatingSystem.IsWindows() ? ["cmd", "/C"] : ["/bin/sh", "-c"];
        var logging = TextOf(plain["logging"]) ?? "stdoutAndStderr";
        var run = new ShellCommand
        {
            Text = TextOf(command.WithoutSecrets()) ?? "",
            IsSecret = command.ContainsSecret,
            Interpreter = interpreter,
            Folder = dir is { Length: > 0 } ? dir : null,
            Environment = environment,
            Input = TextOf(plain["stdin"]),
            OnOutput = logging is "stdout" or "stdoutAndStderr" ? line => operation.Log(LogSeverity.Info, line) : null,
            OnError = logging is "stderr" or "stdoutAndStderr" ? line => operation.Log(LogSeverity.Info, line) : null,
        };
        var result = await run.RunAsync(cancellationToken);
        if (result.ExitCode != 0) throw new ProviderException(Failure(run, result));

        var results = PropertyValue.Map.Empty
            .With("stdout", new PropertyValue.Text(WithoutLastLineEnd(result.Output)))
            .With("stderr", new PropertyValue.Text(WithoutLastLineEnd(result.Error)));
        var folder = dir is { Length: > 0 } ? dir : Environment.CurrentDirectory;
        if (plain["assetPaths"] is PropertyValue.List assetGlobs)
            results = results.With("assets", AssetHashes.Fill(AssetGlobs.Find(folder, assetGlobs.Items.Select(glob => TextOf(glob) ?? ""))));
        if (plain["archivePaths"] is PropertyValue.List archiveGlobs)
        {
            var members = AssetGlobs.Find(folder, archiveGlobs.Items.Select(glob => TextOf(glob) ?? ""));
            results = AssetHashes.Fill(results.With("archive", new PropertyValue.Archive(null, null, members)));
        }

        return WithResults(inputs, results);
    }

    /// <summary>Inputs repeated as outputs, with what a run gave. What a command prints may repeat any secret it was given.</summary>
    private static PropertyValue.Map WithResults(PropertyValue.Map inputs, PropertyValue.Map results)
    {
        var outputs = inputs;
        var secret = inputs.ContainsSecret;
        foreach (var name in (ReadOnlySpan<string>)["stdout", "stderr", "assets", "archive"])
        {
            var value = results[name] ?? (name is "stdout" or "stderr" ? new PropertyValue.Text("") : null);
            if (value is null) continue;
            outputs = outputs.With(name, secret && value is not PropertyValue.Secret ? new PropertyValue.Secret(value) : value);
        }

        return outputs;
    }

    private static string Failure(ShellCommand run, ShellResult result)
    {
        const int tailLines = 20;
        var shown = result.Error.Trim().Length > 0 ? result.Error : result.Output;
        var lines = shown.TrimEnd().Split('\n');
        var message = new StringBuilder($"exit code {result.ExitCode}");
        message.Append(run.IsSecret ? " of a secret command" : $": running \"{Shorten(run.Text)}\"");
        if (shown.Trim().Length > 0) message.Append(":\n").AppendJoin('\n', lines.TakeLast(tailLines));
        return message.ToString();
    }

    private static string Shorten(string text) => text.Length <= 400 ? text : string.Concat(text.AsSpan(0, 400), " …");

    private static string WithoutLastLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static PropertyValue? CommandFor(PropertyValue.Map inputs, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (inputs[name] is { } command and not PropertyValue.Null) return command;
        }

        return null;
    }

    private static string? TextOf(PropertyValue? value) => value switch
    {
        PropertyValue.Text text => text.Value,
        PropertyValue.Number number => number.Value.ToString("R"),
        PropertyValue.Bool flag => flag.Value ? "true" : "false",
        _ => null,
    };

    private static string? Problem(string name, PropertyValue value)
    {
        if (value is PropertyValue.Null or PropertyValue.Unknown) return null;
        if (Texts.Contains(name)) return value is PropertyValue.Text ? null : "expected a text.";
        switch (name)
        {
            case "logging":
                return value is PropertyValue.Text { Value: var logging } && !Loggings.Contains(logging)
                    ? $"is '{logging}', expected stdout, stderr, stdoutAndStderr or none."
                    : null;
            case "environment":
                return value is PropertyValue.Map ? null : "expected names and texts.";
            case "interpreter" or "triggers" or "assetPaths" or "archivePaths":
                return value is PropertyValue.List ? null : "expected a list.";
            case "addPreviousOutputInEnv":
                return value is PropertyValue.Bool ? null : "expected true or false.";
            default:
                return "is not a property of command:local:Command. Correct the name or take it out.";
        }
    }
}

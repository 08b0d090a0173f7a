using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Slipway.Pipelines.Tests.Support;

/// <summary>
/// A stack of this repository, deployed by <c>.ci/deploy</c> with a program in place of the pulumi CLI that plans each update
/// offline, with the real program and the file as it is then, and keeps what the plan outputs. Only the cloud is played.
/// </summary>
internal sealed class PlayedStack : IDisposable
{
    // What a plan has where only the cloud knows; here that is the suffix of the first revision on Azure.
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private readonly TemporaryFolder _folder = new();
    private readonly Receiver _server;
    private readonly string _name;
    private int _checkouts;

    public PlayedStack(string name)
    {
        _name = name;
        _server = new Receiver(_ => Answer(this));
        _folder.Write("outputs.json", "{}");
        Directory.CreateDirectory(_folder.File("plans"));
        Directory.CreateDirectory(_folder.File("tmp"));
        _folder.WriteProgram("slipway", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "slipway.dll")}' \"$@\"\n");
        _folder.WriteProgram("bin/pulumi", $$"""
            #!/usr/bin/env bash
            set -euo pipefail
            played='{{_folder.Path}}'
            if [ "$1" = stack ]; then exec cat "$played/outputs.json"; fi
            number=$(find "$played/plans" -name '*.json' | wc -l)
            plan=$(printf '%s/plans/%03d.json' "$played" "$number")
            { "$played/slipway" preview --stack '{{name}}' --json || true; } | tail -n 1 > "$plan"
            if [ -e "$played/fails-$number" ]; then exit 255; fi
            if [ -e "$played/dies-before-$number" ]; then kill -9 "$PPID"; exit 255; fi
            jq --arg address '{{_server.Address}}' '.document.outputs
              | .releases |= walk(if . == "{{Unknown}}" then "first" else . end)
              | .addresses = {portfolio: $address, downloads: $address, prometheus: "http://inside.invalid/"}' "$plan" > "$played/outputs.json"
            if [ -e "$played/dies-after-$number" ]; then kill -9 "$PPID"; fi

            """);
    }

    /// <summary>What the addresses of the stack answer.</summary>
    public Func<PlayedStack, HttpStatusCode> Answer { get; set; } = _ => HttpStatusCode.OK;

    /// <summary>Every update up to now, as it was planned.</summary>
    public IReadOnlyList<JsonNode> Plans => [.. Directory.GetFiles(_folder.File("plans")).Order(StringComparer.Ordinal).Select(file => JsonNode.Parse(File.ReadAllText(file))!["document"]!)];

    /// <summary>The output <c>releases</c> of the last update that went to its end.</summary>
    public JsonNode Recorded => JsonNode.Parse(File.ReadAllText(_folder.File("outputs.json")))!["releases"]!;

    public int ShareOf(string workload, string slot) => (int?)Recorded[workload]?["slots"]?[slot]?["weight"] ?? 0;

    /// <summary>Lets the update of that number fail, before anything of it is recorded.</summary>
    public void FailAt(int update) => _folder.Write($"fails-{update}", "");

    /// <summary>Lets the process that deploys be killed, once the update of that number is carried out.</summary>
    public void DieAfter(int update) => _folder.Write($"dies-after-{update}", "");

    /// <summary>Lets it be killed while that update is under way, so that nothing of it is recorded.</summary>
    public void DieBefore(int update) => _folder.Write($"dies-before-{update}", "");

    /// <summary>Deploys from a fresh checkout.</summary>
    /// <param name="version">A letter, of which every image has its digest.</param>
    public Task<Script> DeployAsync(char version, params string[] measure)
    {
        var checkout = _folder.CopyRepository($"checkout-{_checkouts++}");
        var settings = Path.Combine(checkout, $"Pulumi.{_name}.yaml");
        var unhurried = Regex.Replace(File.ReadAllText(settings), "  slipway:rollout:\n(    .*\n)+", "");
        File.WriteAllText(settings, $"{unhurried}  slipway:rollout:\n    steps: \"10, 50\"\n    hold: 0s\n    bake: 0s\n");
        var images = new[] { "portfolio", "downloads", "downloads-worker" }.Select(workload => $"\"{workload}\": \"{ImageOf(version)}\"");
        _folder.Write("images.json", $"{{{string.Join(',', images)}}}");
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["SLIPWAY"] = _folder.File("slipway"),
            ["SLIPWAY_ROOT"] = null,
            ["SMOKE_PATIENCE"] = "0",
            ["SMOKE_REQUESTS"] = "3",
            ["TMPDIR"] = _folder.File("tmp"),
        };
        return Script.RunAsync(environment, Path.Combine(checkout, ".ci/deploy"), [_name, _folder.File("images.json"), .. measure]);
    }

    public static string ImageOf(char version) => $"ghcr.io/shop/any@sha256:{new string(version, 64)}";

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }
}

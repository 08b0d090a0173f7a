using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Slipway.Cli.Projects;
using Slipway.Cli.Stacks;
using Slipway.Cli.Tests.Support;
using Slipway.Engine;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;
using Slipway.Infra.Stacks;

namespace Slipway.Cli.Tests;

/// <summary>The stack <c>prod-aws</c> of this checkout against a state of it as Pulumi exports one, without credentials or passphrase.</summary>
[Collection("the program of this checkout")]
public sealed class ProdAwsStateTests(ProdAwsStateTests.Exported exported) : IClassFixture<ProdAwsStateTests.Exported>
{
    [Fact]
    public async Task What_is_in_the_state_is_unchanged()
    {
        var steps = await PreviewAsync(exported.State);

        Assert.True(steps.Count > 290, $"{steps.Count} steps");
        Assert.All(steps, step => Assert.Equal("same", (string?)step!["op"]));
    }

    [Fact]
    public async Task Three_edits_by_hand_are_exactly_three_differences()
    {
        var state = JsonNode.Parse(exported.State)!;
        Edit("aws:ec2/flowLog:FlowLog", inputs => inputs["trafficType"] = "REJECT");
        Edit("aws:ec2/vpc:Vpc", inputs => inputs["tags"]!["owner"] = "somebody else");
        Edit("aws:sns/topicSubscription:TopicSubscription", inputs => inputs["endpoint"] = "nobody@example.com");

        var steps = await PreviewAsync(state.ToJsonString());

        Assert.Equal(
            ["aws:ec2/flowLog:FlowLog trafficType", "aws:ec2/vpc:Vpc tags.owner", "aws:sns/topicSubscription:TopicSubscription endpoint"],
            steps.Where(step => (string?)step!["op"] != "same")
                .SelectMany(step => step!["detailedDiff"]!.AsObject().Select(change => $"{((string)step["urn"]!).Split("::")[2].Split('$')[^1]} {change.Key}"))
                .Order(StringComparer.Ordinal));

        void Edit(string type, Action<JsonNode> edit) =>
            edit(state["deployment"]!["resources"]!.AsArray().Single(resource => (string?)resource!["type"] == type)!["inputs"]!);
    }

    /// <summary>The steps that the command line of this checkout says.</summary>
    private static async Task<JsonArray> PreviewAsync(string state)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "slipway.dll"), "preview", "-s", "prod-aws", "--state", folder.Write("exported.json", state), "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SLIPWAY_ROOT"] = Exported.Checkout(), ["PULUMI_CONFIG_PASSPHRASE"] = "not the one of the state" },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{output}\n{await error}");
        return JsonNode.Parse(output.TrimEnd('\n').Split('\n')[^1])!["document"]!["steps"]!.AsArray();
    }

    /// <summary>A state of the whole stack: its program, applied to a cloud that answers and makes nothing.</summary>
    public sealed class Exported : IAsyncLifetime
    {
        public string State { get; private set; } = "";

        public async Task InitializeAsync()
        {
            using var folder = new TemporaryFolder();
            var project = Project.Find(Checkout(), null);
            var configuration = new StackConfigurationReader(project, (_, _) => throw new InvalidOperationException("The stack's file has no secrets.")).Read("prod-aws");
            var engine = new StackEngine(new StackContext
            {
                Project = project.Name,
                Stack = "prod-aws",
                State = new FileStateStore(folder.Path, project.Name, "prod-aws"),
                Secrets = new PassphraseSecrets("correct horse"),
                Providers = ProviderRegistry.Default.With("aws", new CloudStandIn()),
                Configuration = configuration.Values,
            });
            var main = EntryPoint.Of(typeof(PlatformStack).Assembly);
            var before = Environment.CurrentDirectory;
            Environment.CurrentDirectory = project.ProgramFolder;
            try
            {
                var plan = await engine.PreviewAsync(() => main(), new(), static _ => { }, default);
                Assert.Empty(plan.Problems);
                var result = await engine.UpAsync(() => main(), plan, new(), static _ => { }, default);
                Assert.Empty(result.Problems);
            }
            finally
            {
                Environment.CurrentDirectory = before;
            }

            State = await engine.ExportAsync();
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public static string Checkout([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
    }
}

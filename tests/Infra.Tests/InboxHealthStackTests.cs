using System.Collections.Immutable;
using Infra.Tests.Aws;
using Infra.Tests.Azure;
using Infra.Tests.Kubernetes;
using Newtonsoft.Json;
using Slipway.Infra.Stacks;

namespace Infra.Tests;

/// <summary>The inbox monitor: in development with the simulator, elsewhere once its settings are given.</summary>
public sealed class InboxHealthStackTests
{
    private const string Environment = """
        {"MODE":"test","DEMO_DATA":"false","CHATRACE_API_URL":"https://chatrace.invalid/api","WOODSTOCK_HOST":"woodstock.invalid","WOODSTOCK_PORT":"5432","WOODSTOCK_NAME":"inbox","WOODSTOCK_USERNAME":"monitor"}
        """;

    private const string Secrets = """
        {"CHATRACE_TOKEN":"the-chatrace-token","WOODSTOCK_PASSWORD":"the-woodstock-password","VAPI_WEBHOOK_SECRET":"the-vapi-secret-of-16","TOKEN":"t","API_KEY":"k"}
        """;

    public static TheoryData<string, IReadOnlyDictionary<string, string>> Targets => new()
    {
        { "azure:keyvault/secret:Secret value", AzureStack.Settings },
        { "aws:secretsmanager/secretVersion:SecretVersion secretString", AwsStack.Settings },
        { "kubernetes:core/v1:Secret stringData", Cluster.Settings },
        { "docker:index/container:Container uploads", new Dictionary<string, string> { ["target"] = "docker", ["tag"] = "1.0.0", ["domain"] = "clients.example" } },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task With_its_addresses_and_secrets_set_it_runs_on_every_target_and_secrets_go_by_reference(string keeper, IReadOnlyDictionary<string, string> settings)
    {
        // As a text it lies in no folder where its other file could be.
        var score = (await File.ReadAllTextAsync(ProjectFolder.Above(AppContext.BaseDirectory).FilePath("apps", "InboxHealth", "score.yaml")))
            .Replace("    slipway.dev/monitoring: monitoring.yaml\n", "", StringComparison.Ordinal);
        var all = settings.ToImmutableDictionary().SetItem("environment", Environment).SetItem("secretEnvironment", Secrets);

        var declared = await StackProgram.DeclareAllAsync(all, score);

        Assert.Contains(declared, resource => resource.Inputs.Values.Any(input => JsonConvert.SerializeObject(input).Contains("chatrace.invalid", StringComparison.Ordinal)));
        foreach (var secret in new[] { "the-chatrace-token", "the-woodstock-password", "the-vapi-secret-of-16" })
        {
            Assert.Equal([keeper], declared.SelectMany(resource => resource.Inputs
                .Where(input => JsonConvert.SerializeObject(input.Value).Contains(secret, StringComparison.Ordinal))
                .Select(input => $"{resource.Type} {input.Key}")).Distinct());
        }
    }

    [Theory]
    [InlineData("staging", false)]
    [InlineData("prod", false)]
    [InlineData("prod-aws", false)]
    [InlineData("client-small", false)]
    [InlineData("client-airgap", false)]
    [InlineData("dev", true)]
    [InlineData("dev-docker", true)]
    public async Task Of_the_stacks_here_those_for_development_have_it_and_its_simulator(string stack, bool has)
    {
        var declared = await StackProgram.DeclareStackAsync(stack);

        Assert.NotEmpty(declared);
        foreach (var workload in new[] { "inbox-health", "inbox-simulator" })
            Assert.Equal(has, declared.Any(resource => resource.Name!.StartsWith(workload, StringComparison.Ordinal)));
    }
}

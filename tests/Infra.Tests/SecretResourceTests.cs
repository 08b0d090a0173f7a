using Newtonsoft.Json;
using Pulumi;

namespace Infra.Tests;

/// <summary>A <c>secret</c> resource is the same on every target, and reaches containers the way each target's secrets do.</summary>
public sealed class SecretResourceTests
{
    private const string Value = "secret-of-secret-shared-token-value";

    [Theory]
    [InlineData("dev", "command:local:Command stdin")]
    [InlineData("dev-docker", "docker:index/container:Container uploads")]
    [InlineData("staging", "kubernetes:core/v1:Secret stringData")]
    [InlineData("prod", "azure:keyvault/secret:Secret value")]
    [InlineData("prod-aws", "aws:secretsmanager/secretVersion:SecretVersion secretString")]
    public async Task It_is_made_once_and_stands_only_where_the_target_keeps_secrets(string stack, string keeper)
    {
        var declared = await StackProgram.DeclareOnStackAsync(stack, Score("shop"), Score("downloads-worker"));

        var made = Assert.Single(declared, resource => resource.Name == "secret-shared-token-value");
        Assert.Equal(("random:index/randomPassword:RandomPassword", 32.0, false), (made.Type, made.Inputs["length"], made.Inputs["special"]));
        var places = declared.SelectMany(resource => resource.Inputs
            .Where(input => JsonConvert.SerializeObject(input.Value).Contains(Value, StringComparison.Ordinal))
            .Select(input => $"{resource.Type} {input.Key}"));
        Assert.Equal([keeper], places.Distinct());
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("dev-docker")]
    [InlineData("staging")]
    [InlineData("prod")]
    [InlineData("prod-aws")]
    public async Task It_takes_no_parameters(string stack)
    {
        var score = Score("shop") + "    params:\n      length: 64\n";

        var refusal = await Assert.ThrowsAsync<RunException>(() => StackProgram.DeclareOnStackAsync(stack, score));

        Assert.Contains("resources.token.params.length: a secret is made of 32 random characters and takes no parameters; remove it", refusal.Message);
    }

    private static string Score(string name) =>
        $$"""
        apiVersion: score.dev/v1b1
        metadata:
          name: {{name}}
          annotations:
            slipway.dev/project: ../Portfolio
        containers:
          main:
            image: .
            variables:
              TOKEN: ${resources.token.value}
              URL: https://user:${resources.token.value}@example.com
        resources:
          token:
            type: secret
            id: shared-token

        """;
}

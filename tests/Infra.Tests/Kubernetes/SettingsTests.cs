namespace Infra.Tests.Kubernetes;

public sealed class SettingsTests
{
    [Fact]
    public async Task What_a_stack_must_say_is_asked_for_at_once()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAsync(new Dictionary<string, string> { ["target"] = "kubernetes" }));

        Assert.Contains("has 4 problems:", error.Message);
        Assert.Contains("slipway:context is missing, expected the name of a context in kubeconfig", error.Message);
        Assert.Contains("slipway:domain is missing, expected the domain names of this environment are under", error.Message);
        Assert.Contains("slipway:gatewayClass and slipway:gateway are both missing, expected one", error.Message);
        Assert.Contains("slipway:gatewayNamespace is missing", error.Message);
    }

    [Theory]
    [InlineData("namespace", "Shop", "slipway:namespace is 'Shop', expected at most 63 of a-z")]
    [InlineData("domain", "-x.example", "slipway:domain is '-x.example', expected a domain such as")]
    [InlineData("gateway", "infra/public", "slipway:gatewayClass and slipway:gateway are both set, expected one")]
    [InlineData("postgresSize", "5tb", "slipway:postgresSize is '5tb', expected a size with Mi, Gi or Ti, such as \"10Gi\"")]
    [InlineData("volumeAccess", "Often", "slipway:volumeAccess is 'Often', expected one of: ReadWriteOnce, ReadWriteMany")]
    [InlineData("platformImages", """{"mysql":"x"}""", "slipway:platformImages names 'mysql', expected one of: alertmanager, grafana")]
    [InlineData("replicas", "11", "slipway:replicas is 11, more than slipway:maxReplicas, which is 10")]
    [InlineData("requestMillicores", "501", "slipway:requestMillicores is 501, more than slipway:limitMillicores, which is 500")]
    [InlineData("registryUser", "puller", "slipway:registryPassword is missing, as slipway:registryUser is set")]
    [InlineData("releases", """{"shop":{"slots":{"red":{"weight":100}}}}""", "slipway:releases.shop.slots has 'red', expected one of: blue, green")]
    [InlineData("releases", """{"shop":{"slots":{"blue":{"weight":90},"green":{"weight":20}}}}""", "slipway:releases.shop: the weights of its slots add up to 110, expected 100")]
    [InlineData("releases", """{"shop":{"stable":"green","slots":{"blue":{"weight":100}}}}""", "slipway:releases.shop.stable is 'green', expected one of its slots: blue")]
    [InlineData("releases", """{"shop":{"phase":"done","slots":{"blue":{"weight":100}}}}""", "slipway:releases.shop.phase is 'done', expected one of: baking")]
    [InlineData("rollout", """{"steps":"50, 10"}""", "slipway:rollout.steps is '50, 10', expected percentages from 1 to 99 that rise")]
    [InlineData("backupSchedule", "nightly", "slipway:backupSchedule is 'nightly', expected a cron line with five fields")]
    public async Task A_value_that_cannot_be_is_refused_before_any_resource(string key, string value, string problem)
    {
        var message = await Cluster.RefusalAsync([(key, value)], Scores.Stock);

        Assert.Contains(problem, message);
    }

    [Fact]
    public async Task Without_a_name_the_namespace_is_called_after_project_and_stack()
    {
        var cluster = await Cluster.DeclareAsync([("namespace", "")], Scores.Stock);

        Assert.Equal("slipway-test", cluster["network-namespace"].SelectToken("metadata.name"));
    }
}

using System.Collections.Immutable;
using Pulumi.Testing;

namespace Infra.Tests.Azure;

/// <summary>Declares Score texts on target 'azure', and reads what was declared.</summary>
internal static class AzureStack
{
    public const string Shop =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
          annotations:
            slipway.dev/metrics: "http:/metrics"
            slipway.dev/replicas: "2"
        containers:
          migrate:
            image: .
            args: [migrate]
            variables:
              DB_PASSWORD: ${resources.db.password}
            before:
              api:
                ready: complete
          api:
            image: .
            args: [serve]
            variables:
              PORT: ${resources.http.port}
              DB_HOST: ${resources.db.host}
              DB_PASSWORD: ${resources.db.password}
              DB: postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}
              MODE: ${resources.env.MODE}
              TOKEN: ${resources.env.TOKEN}
              REDIS_PASSWORD: ${resources.cache.password}
              S3_ENDPOINT: ${resources.files.endpoint}
              S3_KEY: ${resources.files.secret_key}
            files:
              /etc/shop/shop.yaml:
                content: "mode: ${resources.env.MODE}"
            volumes:
              /data:
                source: ${resources.data}
                readOnly: true
                path: goods
            readinessProbe:
              httpGet:
                path: /ready
                port: 8080
            livenessProbe:
              httpGet:
                path: /live
                port: 8080
        service:
          ports:
            http:
              port: 80
              targetPort: 8080
        resources:
          db:
            type: postgres
            id: shared
          cache:
            type: redis
          files:
            type: s3
          data:
            type: volume
          env:
            type: environment
          http:
            type: service-port
            params:
              workload: shop
              port: http
          dns:
            type: dns
          route:
            type: route
            params:
              host: ${resources.dns.host}
              path: /
              port: http
        """;

    public const string Worker =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: worker
        containers:
          run:
            image: .
            args: [work]
            variables:
              DB_PASSWORD: ${resources.db.password}
              SHOP: http://${resources.shop.hostname}:${resources.shop.port}
        resources:
          db:
            type: postgres
            id: shared
          shop:
            type: service-port
            params:
              workload: shop
              port: http
        """;

    public const string Job =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: report
          annotations:
            slipway.dev/kind: job
        containers:
          fetch:
            image: .
            before:
              write:
                ready: complete
          write:
            image: .
            variables:
              DB_PASSWORD: ${resources.db.password}
        resources:
          db:
            type: postgres
            id: shared
        """;

    /// <summary>The least an environment says; everything else is at its default, which is production's.</summary>
    public static ImmutableDictionary<string, string> Settings { get; } = ImmutableDictionary<string, string>.Empty
        .Add("target", "azure")
        .Add("tag", "1.2.3")
        .Add("subscriptionId", "11111111-1111-1111-1111-111111111111")
        .Add("tenantId", "22222222-2222-2222-2222-222222222222")
        .Add("deployerObjectId", "33333333-3333-3333-3333-333333333333")
        .Add("location", "westeurope")
        .Add("alertEmails", """["team@example.com"]""")
        .Add("environment", """{"MODE": "test"}""")
        .Add("secretEnvironment", """{"TOKEN": "token-itself"}""");

    public static Task<IReadOnlyList<MockResourceArgs>> DeclareAsync(params string[] scores) => DeclareAsync([], scores);

    public static Task<IReadOnlyList<MockResourceArgs>> DeclareAsync(IEnumerable<(string Key, string Value)> settings, params string[] scores) =>
        Declared.AllAsync(StackProgram.Of(Settings.SetItems(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))), scores), Computed);

    // What Azure answers, told apart by the resource's name so that a test sees where a reference comes from.
    private static IEnumerable<KeyValuePair<string, object>> Computed(MockResourceArgs resource) => resource.Type switch
    {
        "azure:keyvault/secret:Secret" =>
        [
            new("versionlessId", $"https://vault/secrets/{resource.Inputs["name"]}"),
            new("resourceVersionlessId", $"/vault/secrets/{resource.Inputs["name"]}"),
        ],
        "azure:authorization/userAssignedIdentity:UserAssignedIdentity" => [new("principalId", $"principal-of-{resource.Name}"), new("clientId", $"client-of-{resource.Name}")],
        "azure:postgresql/flexibleServer:FlexibleServer" => [new("fqdn", "server.postgres.internal")],
        "azure:containerservice/registry:Registry" => [new("loginServer", "own.azurecr.io")],
        "azure:containerapp/environment:Environment" => [new("defaultDomain", "env.example.net"), new("staticIpAddress", "10.40.0.99")],
        "azure:cdn/frontdoorEndpoint:FrontdoorEndpoint" => [new("hostName", $"{resource.Name}.azurefd.net")],
        "azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain" => [new("validationToken", "proof-of-domain")],
        "azure:appinsights/insights:Insights" => [new("connectionString", "connection-string")],
        "azure:storage/account:Account" => [new("primaryAccessKey", $"key-of-{resource.Name}"), new("primaryBlobEndpoint", "https://objects.blob/")],
        "azure:managedredis/managedRedis:ManagedRedis" =>
        [
            new("hostname", "cache.redis.internal"),
            new("defaultDatabase", ((ImmutableDictionary<string, object>)resource.Inputs["defaultDatabase"]).SetItem("primaryAccessKey", "key-of-cache")),
        ],
        _ => [],
    };

    /// <summary>The message of a program that is refused, after making sure that nothing was declared.</summary>
    public static async Task<string> RefusalAsync(IEnumerable<(string Key, string Value)> settings, params string[] scores)
    {
        var declared = 0;
        var error = await Assert.ThrowsAnyAsync<Exception>(async () => declared = (await DeclareAsync(settings, scores)).Count);
        Assert.Equal(0, declared);
        return error.Message;
    }

    public static Task<string> RefusalAsync(params string[] scores) => RefusalAsync([], scores);

    /// <summary>All resources of a type, such as <c>azure:keyvault/secret:Secret</c>.</summary>
    public static IEnumerable<MockResourceArgs> OfType(this IReadOnlyList<MockResourceArgs> declared, string type) =>
        declared.Where(resource => resource.Type == type);

    /// <summary>The one resource of a type with that name; without a name, the only one of the type.</summary>
    public static MockResourceArgs One(this IReadOnlyList<MockResourceArgs> declared, string type, string? name = null) =>
        declared.Single(resource => resource.Type == type && (name is null || resource.Name == name));

    public static MockResourceArgs App(this IReadOnlyList<MockResourceArgs> declared, string name) => declared.One("azure:containerapp/app:App", name);

    /// <summary>A value inside the inputs, by a way such as <c>template.containers.0.name</c>; null where the way ends.</summary>
    public static object? At(this MockResourceArgs resource, string path) => path.Split('.').Aggregate((object?)resource.Inputs, (value, step) => value switch
    {
        ImmutableDictionary<string, object> map => map.GetValueOrDefault(step),
        ImmutableArray<object> list when int.TryParse(step, out var index) && index < list.Length => list[index],
        _ => null,
    });

    public static IReadOnlyList<object> ListAt(this MockResourceArgs resource, string path) => (ImmutableArray<object>)resource.At(path)!;

    public static IEnumerable<ImmutableDictionary<string, object>> MapsAt(this MockResourceArgs resource, string path) =>
        resource.At(path) is ImmutableArray<object> list ? list.Cast<ImmutableDictionary<string, object>>() : [];

    /// <summary>The variable of a container of an app: <c>(value, secret)</c>, one of them null.</summary>
    public static (string? Value, string? Secret) Variable(this MockResourceArgs app, int container, string name, string containers = "containers")
    {
        var variable = app.MapsAt($"template.{containers}.{container}.envs").Single(env => (string)env["name"] == name);
        return ((string?)variable.GetValueOrDefault("value"), (string?)variable.GetValueOrDefault("secretName"));
    }
}

using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Pulumi.Testing;

namespace Infra.Tests.Aws;

/// <summary>Workloads that use everything the target has, and what they become there.</summary>
internal sealed class AwsStack
{
    public const string Shop =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
          annotations:
            slipway.dev/project: shop.csproj
            slipway.dev/metrics: "http:/metrics"
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
            variables:
              PORT: ${resources.http.port}
              DB: postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}
              DB_HOST: ${resources.db.host}
              MODE: ${resources.env.MODE}
              TOKEN: ${resources.env.TOKEN}
              BUCKET: ${resources.files.bucket}
              BUCKET_KEY: ${resources.files.secret_key}
              CACHE: redis://:${resources.cache.password}@${resources.cache.host}
            files:
              /etc/shop/shop.yaml:
                content: "mode: ${resources.env.MODE}"
              /etc/shop/secret.yaml:
                content: "token: ${resources.env.TOKEN}"
                mode: "0400"
            volumes:
              /data:
                source: ${resources.data}
            resources:
              limits:
                memory: 700Mi
                cpu: "0.5"
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
          files:
            type: s3
          cache:
            type: redis
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
          api-route:
            type: route
            metadata:
              annotations:
                slipway.dev/read-timeout: 5m
            params:
              host: ${resources.dns.host}
              path: /api
              port: http
        """;

    public const string Worker =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: worker
          annotations:
            slipway.dev/project: shop.csproj
            slipway.dev/replicas: "1"
        containers:
          run:
            image: .
            args: [work]
            variables:
              SHOP: http://${resources.shop.hostname}:${resources.shop.port}
            livenessProbe:
              exec:
                command: [/app/alive, "--now"]
        resources:
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
          name: import
          annotations:
            slipway.dev/kind: job
        containers:
          run:
            image: example.com/import:1.2.3
            variables:
              DB_PASSWORD: ${resources.db.password}
        resources:
          db:
            type: postgres
            id: shared
        """;

    private AwsStack(IReadOnlyCollection<MockResourceArgs> resources) => Resources = resources;

    public IReadOnlyCollection<MockResourceArgs> Resources { get; }

    public static ImmutableDictionary<string, string> Settings { get; } = ImmutableDictionary<string, string>.Empty
        .Add("target", "aws")
        .Add("region", "eu-central-1")
        .Add("zones", """["eu-central-1a", "eu-central-1b"]""")
        .Add("account", "111122223333")
        .Add("domain", "shop.example.com")
        .Add("hostedZoneId", "Z0123456789ABCDEFGHIJ")
        .Add("tag", "1.0.0")
        .Add("owner", "team")
        .Add("costCentre", "42")
        .Add("environment", """{"MODE": "test"}""")
        .Add("secretEnvironment", """{"TOKEN": "very-secret-token"}""");

    /// <summary>Shop, worker and job, with settings that differ from the usual ones as given.</summary>
    public static Task<AwsStack> DeclareAsync(params (string Key, string Value)[] settings) => DeclareAsync([Shop, Worker, Job], settings);

    public static async Task<AwsStack> DeclareAsync(string[] scores, params (string Key, string Value)[] settings) =>
        new(await StackProgram.DeclareAllAsync(Settings.SetItems(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))), scores));

    /// <summary>The problems a stack is refused for.</summary>
    public static async Task<string> RefusalAsync(string[] scores, params (string Key, string Value)[] settings) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => DeclareAsync(scores, settings))).Message;

    /// <summary>All resources of a type such as <c>ecs/service</c>.</summary>
    public IReadOnlyList<MockResourceArgs> All(string type)
    {
        var name = type.Split('/')[1];
        return [.. Resources.Where(resource => resource.Type == $"aws:{type}:{char.ToUpperInvariant(name[0])}{name[1..]}").OrderBy(resource => resource.Name, StringComparer.Ordinal)];
    }

    public MockResourceArgs One(string type, string name) => Assert.Single(All(type), resource => resource.Name == name);

    /// <summary>The containers of a task definition, by name.</summary>
    public IReadOnlyDictionary<string, JObject> Containers(string task) =>
        JArray.Parse(One("ecs/taskDefinition", task).Text("containerDefinitions")).Cast<JObject>().ToDictionary(container => (string)container["name"]!);

    /// <summary>Every policy document that is declared anywhere, by the resource that has it.</summary>
    public IEnumerable<(MockResourceArgs Resource, JObject Statement)> Statements() =>
        from resource in Resources
        from input in resource.Inputs
        where input.Key is "policy" or "assumeRolePolicy" && input.Value is string
        let document = JObject.Parse((string)input.Value)
        where document.ContainsKey("Statement")
        from statement in document["Statement"]!.Cast<JObject>()
        select (resource, statement);
}

/// <summary>Ways into the inputs that mocks are given.</summary>
internal static class AwsInputs
{
    public static bool Flag(this MockResourceArgs resource, string input) => (bool)resource.Inputs[input];

    public static double Number(this MockResourceArgs resource, string input) => Convert.ToDouble(resource.Inputs[input]);

    public static ImmutableArray<object> List(this MockResourceArgs resource, string input) => (ImmutableArray<object>)resource.Inputs[input];

    public static ImmutableDictionary<string, object> Map(this MockResourceArgs resource, string input) => (ImmutableDictionary<string, object>)resource.Inputs[input];

    public static ImmutableDictionary<string, object> Map(this ImmutableDictionary<string, object> map, string key) => (ImmutableDictionary<string, object>)map[key];

    public static ImmutableArray<object> List(this ImmutableDictionary<string, object> map, string key) => (ImmutableArray<object>)map[key];

    public static ImmutableDictionary<string, object> Map(this ImmutableArray<object> list, int index) => (ImmutableDictionary<string, object>)list[index];
}

using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi.Testing;

namespace Infra.Tests.Kubernetes;

/// <summary>Declares Score texts on a cluster, and finds what became of them.</summary>
internal sealed class Cluster
{
    private readonly IReadOnlyDictionary<string, MockResourceArgs> _declared;

    private Cluster(IReadOnlyDictionary<string, MockResourceArgs> declared) => _declared = declared;

    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["target"] = "kubernetes",
        ["context"] = "test-cluster",
        ["namespace"] = "shop-test",
        ["domain"] = "test.example",
        ["gatewayClass"] = "envoy",
        ["gatewayNamespace"] = "envoy-system",
        ["registry"] = "registry.example/shop",
        ["tag"] = "1.2.3",
        ["environment"] = """{"MODE":"test"}""",
        ["secretEnvironment"] = """{"API_KEY":"secret-of-api-key"}""",
    };

    /// <summary>Everything but components, as <c>type</c>, <c>name</c> and the inputs as JSON.</summary>
    public IEnumerable<(string Type, string Name, JObject Inputs)> All =>
        _declared.Values.Where(resource => resource.Type!.Split(':')[0] is "kubernetes" or "random").Select(resource => (resource.Type!, resource.Name!, Json(resource)));

    public static Task<Cluster> DeclareAsync(params string[] scores) => DeclareAsync([], scores);

    public static async Task<Cluster> DeclareAsync((string Key, string Value)[] settings, params string[] scores)
    {
        var all = Settings.ToDictionary();
        foreach (var (key, value) in settings)
            all[key] = value;
        return new Cluster(await StackProgram.DeclareAsync(all, scores));
    }

    /// <summary>What is wrong with the settings or the catalogue, and that nothing was declared.</summary>
    public static async Task<string> RefusalAsync((string Key, string Value)[] settings, params string[] scores) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => DeclareAsync(settings, scores))).Message;

    public bool Has(string name) => _declared.ContainsKey(name);

    public JObject this[string name] => Json(_declared.TryGetValue(name, out var found)
        ? found
        : throw new KeyNotFoundException($"'{name}' was not declared, only {string.Join(", ", _declared.Keys.Order())}"));

    public IEnumerable<(string Name, JObject Inputs)> OfKind(string kind) =>
        All.Where(resource => resource.Type.Split(':')[^1] == kind).Select(resource => (resource.Name, resource.Inputs));

    /// <summary>The pod of everything that starts pods, by the name of what starts it.</summary>
    public IEnumerable<(string Name, JToken Template)> Pods => All
        .Select(resource => (resource.Name, Template: resource.Inputs.SelectToken("spec.template.spec") is not null
            ? resource.Inputs.SelectToken("spec.template")
            : resource.Inputs.SelectToken("spec.jobTemplate.spec.template")))
        .Where(pod => pod.Template is not null)!;

    public JObject Container(string deployment, string name) =>
        (JObject)Pods.First(pod => pod.Name == deployment).Template.SelectTokens("spec['containers','initContainers'][*]").First(container => (string)container["name"]! == name);

    public JToken? Variable(string deployment, string container, string name) =>
        Container(deployment, container)["env"]!.FirstOrDefault(variable => (string)variable["name"]! == name);

    private static JObject Json(MockResourceArgs resource) => JObject.Parse(JsonConvert.SerializeObject(resource.Inputs));
}

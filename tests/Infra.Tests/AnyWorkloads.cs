using System.Text;

namespace Infra.Tests;

/// <summary>
/// Sets of valid Score files, different for every seed and the same for the same one. They lie beside the services of this
/// checkout and run one of its projects.
/// </summary>
internal static class AnyWorkloads
{
    // The first is one that stacks of this checkout name in their settings.
    private static readonly string[] Names = ["downloads-worker", "shop", "orders"];

    public static string[] Of(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(1, 4)).Select(number => Score(Names[number], random))];
    }

    private static string Score(string name, Random random)
    {
        bool Chance(int percent) => random.Next(100) < percent;
        T Any<T>(params T[] values) => values[random.Next(values.Length)];

        var listens = Chance(70);
        var job = !listens && Chance(40);
        var resources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var variables = new List<string> { "PLAIN: a $${literal} and $5" };
        if (Chance(60))
        {
            resources["db"] = Chance(50) ? "type: postgres" : "type: postgres\n    id: shared-db";
            variables.Add("DB: postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}");
        }
        if (Chance(40))
        {
            resources["files"] = "type: s3\n    id: shared-files";
            variables.Add("BUCKET: ${resources.files.bucket}\n      ENDPOINT: ${resources.files.endpoint}\n      KEY: ${resources.files.secret_key}");
        }
        if (Chance(30))
        {
            resources["cache"] = "type: redis";
            variables.Add("CACHE: ${resources.cache.host}:${resources.cache.port}\n      CACHE_PASSWORD: ${resources.cache.password}");
        }
        if (Chance(40))
        {
            resources["env"] = "type: environment";
            variables.Add("MODE: ${resources.env.DEMO_DATA}");
        }
        if (Chance(30))
            resources["data"] = "type: volume";
        if (listens)
        {
            resources["http"] = $"type: service-port\n    params:\n      workload: {name}\n      port: http";
            variables.Add("PORT: ${resources.http.port}");
            if (Chance(60))
            {
                resources["dns"] = "type: dns";
                resources["route"] = $"type: route\n    params:\n      host: ${{resources.dns.host}}\n      path: {Any("/", "/api", "/v1/things")}\n      port: {Any("http", "80")}";
            }
        }

        var text = new StringBuilder($"apiVersion: score.dev/v1b1\nmetadata:\n  name: {name}\n  annotations:\n    slipway.dev/project: ../Portfolio\n    team: {Any("one", "two")}\n");
        if (job)
            text.Append("    slipway.dev/kind: job\n");
        else if (Chance(30))
            text.Append($"    slipway.dev/replicas: \"{random.Next(1, 4)}\"\n");
        if (listens && Chance(60))
            text.Append("    slipway.dev/metrics: \"http:/metrics\"\n");
        text.Append("containers:\n");
        if (Chance(50))
            text.Append("  first:\n    image: .\n    args: [prepare]\n    before:\n      main:\n        ready: complete\n");
        if (Chance(20))
            text.Append("  beside:\n    image: registry.example.com/agent:1.2.3\n    command: [\"/agent\"]\n");
        text.Append("  main:\n    image: .\n");
        if (Chance(60))
            text.Append("    args: [serve, \"--flag=a b\"]\n");
        text.Append("    variables:\n").Append(string.Concat(variables.Select(variable => $"      {variable}\n")));
        if (Chance(40))
            text.Append($"    resources:\n      limits:\n        cpu: \"{Any("250m", "1", "0.5")}\"\n        memory: {Any("128Mi", "1.5Gi", "512M")}\n");
        if (Chance(30))
            text.Append("    files:\n      /etc/app/settings.yaml:\n        content: \"greeting: hello\"\n        mode: \"0644\"\n");
        if (resources.ContainsKey("data"))
            text.Append("    volumes:\n      /data:\n        source: ${resources.data}\n");
        if (listens && Chance(70))
            text.Append("    readinessProbe:\n      httpGet:\n        path: /ready\n        port: 8080\n");
        if (listens && Chance(30))
            text.Append("    livenessProbe:\n      exec:\n        command: [\"/bin/check\"]\n");
        if (listens)
            text.Append("service:\n  ports:\n    http:\n      port: 80\n      targetPort: 8080\n");
        if (resources.Count > 0)
            text.Append("resources:\n").Append(string.Concat(resources.Select(resource => $"  {resource.Key}:\n    {resource.Value}\n")));
        return text.ToString();
    }
}

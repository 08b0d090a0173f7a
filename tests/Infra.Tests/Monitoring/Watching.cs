using System.Collections.Immutable;
using System.Diagnostics;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Stacks;
using Slipway.Infra.Workloads;

namespace Infra.Tests.Monitoring;

/// <summary>Environments to watch, and the programs that judge what follows from them.</summary>
internal static class Watching
{
    /// <summary>A routed workload with a database, a stream and limits of its own.</summary>
    public const string Shop =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
          annotations:
            slipway.dev/project: shop.csproj
            slipway.dev/metrics: "http:/metrics"
        containers:
          api:
            image: .
        service:
          ports:
            http:
              port: 80
              targetPort: 8080
        resources:
          db:
            type: postgres
          dns:
            type: dns
          root:
            type: route
            params: { host: "${resources.dns.host}", path: /, port: http }
          events:
            type: route
            metadata: { annotations: { slipway.dev/buffering: "off" } }
            params: { host: "${resources.dns.host}", path: /v1/events, port: http }
        """;

    public static Observed Everything(params string[] scores) => Of(Enum.GetValues<Figures>().ToImmutableHashSet(), scores);

    public static Observed Of(ImmutableHashSet<Figures> figures, params string[] scores) => new()
    {
        Stack = "test",
        Catalog = WorkloadCatalog.Create(scores.Select((score, index) => WorkloadReader.Parse(score, $"apps/{index}/score.yaml"))),
        Thresholds = new Thresholds(),
        Figures = figures,
    };

    /// <summary>What the checkout's own Score files ask for.</summary>
    public static WorkloadCatalog Repository()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, "apps"), "score*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !Path.GetFileNameWithoutExtension(file).Contains('.'));
        return WorkloadCatalog.Read(files.Order(StringComparer.Ordinal).Select(file => new WorkloadSource(file)));
    }

    public static string Root => ProjectFolder.Above(AppContext.BaseDirectory).Path;

    /// <summary>Runs a program on files in a folder of its own and gives what it says; fails where it fails.</summary>
    public static string Run(string program, string[] arguments, params (string File, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("slipway-monitoring-").FullName;
        try
        {
            foreach (var (file, text) in files)
                File.WriteAllText(Path.Combine(folder, file), text);
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}\n{output}{error.Result}");
            return output;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

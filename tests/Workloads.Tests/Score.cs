using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

/// <summary>Reads Score texts in tests, and the problems of those that cannot be read.</summary>
internal static class Score
{
    public const string File = "apps/shop/score.yaml";

    public static Workload Read(string text) => WorkloadReader.Parse(text, File);

    /// <summary>The problems of a text, each as the user sees it.</summary>
    public static IReadOnlyList<string> Problems(string text) =>
        [.. Assert.Throws<WorkloadException>(() => Read(text)).Problems.Select(problem => problem.ToString())];

    public static string Problem(string text) => Assert.Single(Problems(text));

    /// <summary>A workload called 'shop' whose only container, 'web', has these lines besides its image.</summary>
    public static string Container(string lines) => $"""
        apiVersion: score.dev/v1b1
        metadata: {"{"} name: shop, tier: front, labels: {"{"} team: blue, dotted.key: seven {"}"}, count: 3 {"}"}
        resources:
          db: {"{"} type: postgres {"}"}
          data: {"{"} type: volume {"}"}
          env: {"{"} type: environment {"}"}
          odd: {"{"} type: Something-Odd {"}"}
          way: {"{"} type: route {"}"}
        containers:
          web:
            image: shop:1
        {Indent(lines, 4)}
        """;

    /// <summary>A workload called 'shop' with one container and these top-level lines.</summary>
    public static string Top(string lines) => $"""
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
        containers:
          web:
            image: shop:1
        {lines}
        """;

    public static string Variable(string value) => Container($"variables:\n  X: '{value}'");

    private static string Indent(string lines, int by) =>
        string.Join('\n', lines.Split('\n').Select(line => new string(' ', by) + line));
}

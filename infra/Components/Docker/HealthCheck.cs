using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// How Docker tells that a container can take traffic. It runs a program inside the container: the one of the probe, or
/// else <c>wget</c> or <c>curl</c> of the image. Docker has one check and restarts nothing by it, so a liveness probe that
/// misses three times in a row ends the container's processes, and the restart policy starts them anew.
/// </summary>
public sealed record HealthCheck(ImmutableArray<string> Test)
{
    /// <summary>Seconds from one check to the next.</summary>
    public int Interval { get; init; } = 10;

    public int Timeout { get; init; } = 5;

    public int Retries { get; init; } = 3;

    /// <summary>How long misses do not count after a start.</summary>
    public int StartPeriod { get; init; } = 30;

    /// <summary>A program of the image.</summary>
    public static HealthCheck Program(params ImmutableArray<string> words) => new(["CMD", .. words]);

    /// <summary>A line for the image's shell.</summary>
    public static HealthCheck Shell(string line) => new(["CMD-SHELL", line]);

    /// <summary>An address of the container itself that must answer 2xx.</summary>
    public static HealthCheck Http(int port, string path) => Shell(Request(new HttpProbe("HTTP", null, port, path, [])));

    /// <summary>The check of a container; null where it has no probe, which leaves the image's own.</summary>
    public static HealthCheck? Of(WorkloadContainer container) => (container.Readiness, container.Liveness) switch
    {
        (null, null) => null,
        ({ Exec: { } words }, null) => Program([.. words]),
        ({ } ready, null) => Shell(Line(ready)),
        (var ready, { } live) => Shell(Watched(Line(live), ready is null || Line(ready) == Line(live) ? "" : Line(ready))),
    };

    // Misses are counted in a file, as every check is a process of its own. -1 is every process but the first, which is
    // Docker's own init: it ends when its child has.
    private static string Watched(string live, string ready) =>
        $"if {live}; then rm -f /tmp/.missed; else echo >> /tmp/.missed; "
        + "[ \"$(wc -l < /tmp/.missed)\" -lt 3 ] || { rm -f /tmp/.missed; kill -KILL -1; }; exit 1; fi"
        + (ready.Length == 0 ? "" : $"; {ready}");

    private static string Line(ContainerProbe probe) => probe switch
    {
        { Exec: { } words } => string.Join(' ', words.Select(ShellWord.Quote)),
        { Http: { } http } => Request(http),
        _ => "true",
    };

    private static string Request(HttpProbe http)
    {
        var address = ShellWord.Quote($"{http.Scheme.ToLowerInvariant()}://{http.Host ?? "127.0.0.1"}:{http.Port}{http.Path}");
        var headers = http.Headers.Select(header => ShellWord.Quote($"{header.Name}: {header.Value}")).ToList();
        // As elsewhere, a probe does not ask who signed the certificate of the container it runs in.
        var secure = http.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
        return "if command -v wget > /dev/null; then "
            + $"wget -q -T 4 -O /dev/null{(secure ? " --no-check-certificate" : "")}{string.Concat(headers.Select(header => $" --header {header}"))} {address}; else "
            + $"curl -fsS -m 4 -o /dev/null{(secure ? " -k" : "")}{string.Concat(headers.Select(header => $" -H {header}"))} {address}; fi";
    }
}

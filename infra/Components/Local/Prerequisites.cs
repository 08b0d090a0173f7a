using System.Collections.Immutable;

namespace Slipway.Infra.Components.Local;

/// <summary>A program this target runs, the distribution package that has it, and where besides PATH to look.</summary>
public sealed record RequiredProgram(string Command, string Package, string SearchPath = "");

/// <summary>What must be on a machine before a local stack can run there.</summary>
public static class Prerequisites
{
    /// <summary>Package names are those of Debian and Ubuntu.</summary>
    public static ImmutableArray<RequiredProgram> Programs { get; } =
    [
        new("initdb", "postgresql", "/usr/lib/postgresql/*/bin"),
        new("psql", "postgresql-client"),
        new("nginx", "nginx-light", "/usr/sbin"),
        new("supervisord", "supervisor"),
        new("prometheus", "prometheus"),
        new("prometheus-alertmanager", "prometheus-alertmanager"),
        new("prometheus-node-exporter", "prometheus-node-exporter"),
        new("prometheus-postgres-exporter", "prometheus-postgres-exporter"),
        new("prometheus-nginx-exporter", "prometheus-nginx-exporter"),
        new("curl", "curl"),
        new("pgrep", "procps"),
        new("setpriv", "util-linux"),
        new("unshare", "util-linux"),
    ];
}

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// Whom the parts of the platform run as, in numbers: the user their image makes for it. A name would be looked up in
/// the image; a number is what the kernel, and whoever checks the host, sees.
/// </summary>
public static class Identity
{
    public const string Nginx = "101:101";

    /// <summary>PostgreSQL's own in the Alpine image; data written as another user could not be read.</summary>
    public const string Postgres = "70:70";

    public const string Valkey = "999:1000";

    /// <summary>Prometheus, Alertmanager and the exporters.</summary>
    public const string Nobody = "65534:65534";

    public const string Grafana = "472:472";

    public const string Jaeger = "10001:10001";

    /// <summary>Only to give a new volume to its user: with one capability, without a network, for a moment.</summary>
    public const string Root = "0:0";
}

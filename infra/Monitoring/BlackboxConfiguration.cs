using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring;

/// <summary>The configuration of the blackbox exporter. Written as JSON, which is YAML.</summary>
public static class BlackboxConfiguration
{
    /// <summary>The probe that tells when the certificate of an address ends.</summary>
    public const string Certificate = "certificate";

    public static string Text { get; } = new JObject
    {
        ["modules"] = new JObject
        {
            [Certificate] = new JObject
            {
                ["prober"] = "tcp",
                ["timeout"] = "3s",
                ["tcp"] = new JObject { ["tls"] = true, ["tls_config"] = new JObject { ["insecure_skip_verify"] = true } },
            },
        },
    }.ToString();
}

using System.Collections.Immutable;
using System.Text.Json;
using Slipway.Cli.Doctor;

namespace Slipway.Cli.Screens;

/// <summary>What the doctor found, for scripts.</summary>
internal static class DoctorJson
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<Finding> findings)
    {
        json.WriteBoolean("ok", findings.All(finding => finding.State != FindingState.Missing));
        json.List("findings", findings, finding =>
        {
            json.WriteStartObject();
            json.WriteString("subject", finding.Subject);
            json.WriteString("state", finding.State.ToString().ToLowerInvariant());
            json.WriteString("detail", finding.Detail);
            if (finding.Advice.Length > 0) json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        });
    }
}

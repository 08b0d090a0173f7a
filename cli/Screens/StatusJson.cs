using System.Text.Json;
using Slipway.Cli.Alerts;
using Slipway.Cli.Live;

namespace Slipway.Cli.Screens;

/// <summary>What is live, for scripts.</summary>
internal static class StatusJson
{
    public static void Write(Utf8JsonWriter json, string stack, LiveStatus status, LiveAlerts? alerts)
    {
        json.WriteString("stack", stack);
        json.WriteBoolean("allRunning", status.AllRunning);
        json.List("services", status.Services, service => WriteService(json, service));
        json.List("routes", status.Routes, route =>
        {
            json.WriteStartObject();
            json.WriteString("address", route.Address);
            json.WriteString("service", route.Service);
            json.WriteEndObject();
        });
        json.Object("links", () =>
        {
            foreach (var link in status.Links) json.WriteString(link.Name, link.Url);
        });
        if (alerts is { Unknown: { } reason }) json.WriteString("alertsUnknown", reason);
        else if (alerts is not null) AlertsScreen.Write(json, alerts.Firing);
    }

    private static void WriteService(Utf8JsonWriter json, LiveService service)
    {
        json.WriteStartObject();
        json.WriteString("name", service.Name);
        json.WriteString("state", service.State.ToString().ToLowerInvariant());
        json.WriteBoolean("shouldRun", service.ShouldRun);
        json.WriteString("health", service.Health.ToString().ToLowerInvariant());
        if (service.ProcessId is { } pid) json.WriteNumber("pid", pid);
        if (service.Uptime is { } uptime) json.WriteNumber("uptimeSeconds", Math.Round(uptime.TotalSeconds, 1));
        if (service.Address is { } address) json.WriteString("address", address);
        if (service.Version is { } version) json.WriteString("version", version);
        if (service.Reason is { } reason) json.WriteString("reason", reason);
        json.WriteEndObject();
    }
}

using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Slipway.ServiceDefaults;

/// <summary>
/// Sends traces by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. ASP.NET Core, HttpClient and Npgsql emit
/// activities themselves, so no instrumentation package is needed.
/// </summary>
internal sealed class Tracing : IDisposable
{
    private readonly TracerProvider? _provider;

    public Tracing(ServiceIdentity identity, string? endpoint)
    {
        if (string.IsNullOrWhiteSpace(endpoint)) return;
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(identity.Name, serviceNamespace: "slipway", serviceVersion: identity.Version))
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Slipway.*")
            // Protocol, headers and time limits come from the other OTEL_EXPORTER_OTLP_* variables.
            .AddOtlpExporter()
            .Build();
    }

    public void Dispose() => _provider?.Dispose();
}

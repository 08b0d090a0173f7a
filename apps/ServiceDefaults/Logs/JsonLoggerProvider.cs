using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults;

/// <summary>Writes log entries as JSON, one object a line.</summary>
internal sealed class JsonLoggerProvider(Stream output) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, JsonLogger> _loggers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    internal IExternalScopeProvider Scopes { get; private set; } = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, category => new(category, this));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

    public void Dispose() => output.Flush();

    internal void Write(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            output.Write(line);
            output.Flush();
        }
    }
}

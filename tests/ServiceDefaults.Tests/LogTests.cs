using System.Globalization;

namespace Slipway.ServiceDefaults.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task An_entry_is_one_json_object_with_its_fields_and_scopes()
    {
        await using var sample = await RunningSample.StartAsync();

        using var answer = await sample.Client.GetAsync("/log");

        var entry = Assert.Single(sample.Log, line => line.TryGetProperty("who", out _));
        Assert.Equal("Line one\nline \"two\" of ä took 1.5", entry.GetProperty("message").GetString());
        Assert.Equal("ä", entry.GetProperty("who").GetString());
        Assert.Equal(1.5m, entry.GetProperty("seconds").GetDecimal());
        Assert.Equal(7, entry.GetProperty("job_id").GetInt32());
        Assert.Equal("info", entry.GetProperty("level").GetString());
        Assert.Equal("Slipway.ServiceDefaults.Tests.RunningSample", entry.GetProperty("category").GetString());
        Assert.Equal(32, entry.GetProperty("trace_id").GetString()!.Length);
        Assert.Equal(16, entry.GetProperty("span_id").GetString()!.Length);
        Assert.True(DateTimeOffset.TryParse(entry.GetProperty("time").GetString(), CultureInfo.InvariantCulture, out var time) && time.Offset == TimeSpan.Zero);
    }

    [Fact]
    public async Task A_request_is_one_line_without_its_query_and_health_is_quiet()
    {
        await using var sample = await RunningSample.StartAsync();

        using var first = await sample.Client.GetAsync("/things/1?token=hidden");
        using var second = await sample.Client.GetAsync("/health/ready");
        using var third = await sample.Client.GetAsync("/metrics");

        var entry = Assert.Single(sample.Log, line => line.TryGetProperty("path", out _));
        Assert.Equal(("GET", "/things/1", 200), (entry.GetProperty("method").GetString(), entry.GetProperty("path").GetString(), entry.GetProperty("status").GetInt32()));
        Assert.True(entry.GetProperty("duration_ms").GetDouble() >= 0);
        Assert.DoesNotContain(sample.Log, line => line.GetRawText().Contains("hidden", StringComparison.Ordinal));
    }
}

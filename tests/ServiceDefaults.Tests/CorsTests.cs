namespace Slipway.ServiceDefaults.Tests;

public sealed class CorsTests
{
    [Theory]
    [InlineData("Production", null, "https://console.example.com", null)]
    [InlineData("Production", null, "http://localhost:3000", null)]
    [InlineData("Production", "https://console.example.com,https://b.example", "https://console.example.com", "https://console.example.com")]
    [InlineData("Production", "https://console.example.com", "https://console.example.com.evil.example", null)]
    [InlineData("Development", null, "http://localhost:3000", "http://localhost:3000")]
    [InlineData("Development", null, "https://evil.example", null)]
    [InlineData("Development", "https://console.example.com", "http://localhost:3000", null)]
    public async Task Only_configured_origins_are_allowed_and_this_machine_in_development(string environment, string? configured, string origin, string? allowed)
    {
        await using var sample = await RunningSample.StartAsync(null, ("Environment", environment), ("Cors:Origins", configured));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/things/1") { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "GET" } } };
        using var call = new HttpRequestMessage(HttpMethod.Get, "/fail") { Headers = { { "Origin", origin } } };

        using var permitted = await sample.Client.SendAsync(preflight);
        using var answer = await sample.Client.SendAsync(call);

        Assert.Equal(allowed, Allowed(permitted));
        Assert.Equal(allowed, Allowed(answer));
    }

    private static string? Allowed(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
}

using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Slipway.Downloads.Tests;

/// <summary>Runs the nginx configuration of <c>docs/downloads-proxy.md</c> in front of the service.</summary>
[Collection(ServersCollection.Name)]
public sealed partial class ProxyDocumentTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_documented_proxy_caches_status_passes_events_and_removes_the_owner_that_clients_claim()
    {
        var port = Servers.FreePort.Find();
        var folder = Directory.CreateTempSubdirectory("slipway-proxy-").FullName;
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/downloads-proxy.md"));
        var configuration = NginxBlock().Match(document).Groups[1].Value
            .Replace("/var/cache/nginx/downloads", $"{folder}/cache", StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", api.Http.BaseAddress!.Authority, StringComparison.Ordinal)
            .Replace("listen 8081", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("http {", $"http {{ access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;", StringComparison.Ordinal);
        await File.WriteAllTextAsync($"{folder}/nginx.conf", $"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n{configuration}");
        // Ends with its standard input, and so with the tests, however they end.
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", "nginx -e \"$1/error.log\" -p \"$1\" -c \"$1/nginx.conf\" </dev/null & cat >/dev/null; kill $!; wait; rm -rf \"$1\"", "sh", folder]) start.ArgumentList.Add(argument);
        using var nginx = Process.Start(start)!;
        using var proxy = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.BecomesAsync(() => AnswersAsync(proxy), () => $"nginx did not start: {File.ReadAllText($"{folder}/error.log")}");

        var id = await proxy.InitiateAsync(Sandbox.KnownFile);
        await using var stream = await EventStream.OpenAsync(proxy, id);
        var queued = await stream.NextAsync();
        var before = await proxy.StatusAsync(id);
        using var cancelled = await proxy.PostAsync($"/v1/download/cancel/{id}", null);
        var last = await stream.NextAsync();
        using var claimed = new HttpRequestMessage(HttpMethod.Get, $"/v1/download/result/{id}") { Headers = { { "X-User-Id", "somebody-else" } } };
        using var asOwner = await proxy.SendAsync(claimed);

        Assert.Equal(("queued", "queued", "cancelled"), (queued!.Data.Text("status"), before.Text("status"), last!.Data.Text("status")));
        Assert.Equal(HttpStatusCode.Conflict, asOwner.StatusCode);
        await proxy.BecomesAsync(id, "cancelled");
        nginx.StandardInput.Close();
        await nginx.WaitForExitAsync();
    }

    private static async Task<bool> AnswersAsync(HttpClient proxy)
    {
        try
        {
            using var answer = await proxy.GetAsync("/health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex NginxBlock();
}

using System.Diagnostics;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Kubernetes;

namespace Infra.Tests.Kubernetes;

public sealed class EdgeProxyConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-proxy-").FullName;

    [Fact]
    public void A_slot_without_traffic_is_not_asked()
    {
        var text = new EdgeProxyConfiguration(8080, [Route("status", "/status") with { Upstreams = [("127.0.0.1:1", 0), ("127.0.0.1:2", 100)] }]).ToString();

        Assert.DoesNotContain("127.0.0.1:1", text);
        Assert.Contains("server 127.0.0.1:2 weight=100;", text);
    }

    [Fact]
    public void The_headers_of_the_key_are_part_of_what_is_remembered()
    {
        var route = Route("status", "/status");

        var text = new EdgeProxyConfiguration(8080, [route with { Settings = route.Settings with { CacheKey = ["X-User-Id", "Accept"] } }]).ToString();

        Assert.Contains("proxy_cache_key $request_method|$host$request_uri|$http_x_user_id|$http_accept;", text);
    }

    [Fact]
    public void Nginx_itself_accepts_the_configuration()
    {
        var file = Path.Combine(_folder, "nginx.conf");
        var text = new EdgeProxyConfiguration(8080, [Route("status", "/status") with { Hidden = "/metrics" }, Route("all", "/") with { Hidden = "/metrics" }, Route("none", "/x")]).ToString();
        File.WriteAllText(file, text.Replace("/tmp/", $"{_folder}/").Replace("/var/cache/nginx", _folder));

        using var nginx = Process.Start(new ProcessStartInfo("nginx", ["-t", "-q", "-e", "stderr", "-c", file, "-g", "daemon off;"]) { RedirectStandardError = true })!;
        var message = nginx.StandardError.ReadToEnd();
        nginx.WaitForExit();

        Assert.True(nginx.ExitCode == 0, message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CachedRoute Route(string name, string path) =>
        new(name, $"{(name == "none" ? "other" : "shop")}.test.example", path, [("127.0.0.1:18020", 90), ("127.0.0.1:18021", 10)], new RouteSettings { Cache = TimeSpan.FromSeconds(5) });
}

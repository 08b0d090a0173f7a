using System.Diagnostics;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;

namespace Infra.Tests.Local;

public sealed class NginxConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-nginx-").FullName;

    [Fact]
    public void A_route_with_settings_becomes_a_location_with_timeout_cache_and_no_buffering()
    {
        var text = Configuration(
            Route("/", new RouteSettings()),
            Route("/status", new RouteSettings { Cache = TimeSpan.FromSeconds(5), CacheKey = ["X-User-Id"], ReadTimeout = TimeSpan.FromSeconds(7) }),
            Route("/events", new RouteSettings { Buffering = false, ReadTimeout = TimeSpan.FromHours(1) }));

        Assert.Equal(
            """
                    location / {
                        proxy_pass http://files_18020;
                        proxy_read_timeout 60s;
                    }
                    location /events {
                        proxy_pass http://files_18020;
                        proxy_read_timeout 3600s;
                        proxy_buffering off;
                        proxy_request_buffering off;
                    }
                    location /status {
                        proxy_pass http://files_18020;
                        proxy_read_timeout 7s;
                        proxy_cache routes;
                        proxy_cache_lock on;
                        proxy_cache_key $request_method|$host$request_uri|$http_x_user_id;
                        proxy_cache_valid 200 5s;
                        add_header X-Cache-Status $upstream_cache_status;
                    }

            """.ReplaceLineEndings("\n"),
            text[text.IndexOf("        location / {\n            proxy_pass", StringComparison.Ordinal)..text.LastIndexOf("    }\n}", StringComparison.Ordinal)]);
    }

    [Fact]
    public void Routes_of_one_workload_share_an_upstream_with_every_instance()
    {
        var route = Route("/", new RouteSettings()) with { Instances = ["127.0.0.1:18020", "127.0.0.1:18021"] };

        var text = Configuration(route, route with { Path = "/other" });

        Assert.Single(text.Split("upstream files_18020_18021 {").Skip(1));
        Assert.Contains("server 127.0.0.1:18020;\n        server 127.0.0.1:18021;", text);
    }

    [Fact]
    public void Figures_are_not_for_the_public_and_nobody_says_who_they_are_themselves()
    {
        var text = Configuration(Route("/", new RouteSettings()) with { Hidden = "/metrics" });

        Assert.Contains("        location = /metrics {\n            return 404;\n        }\n", text);
        Assert.Contains("proxy_set_header X-User-Id \"\";", text);
    }

    [Fact]
    public void Nginx_itself_accepts_the_configuration()
    {
        var file = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(file, Configuration(
            Route("/", new RouteSettings()),
            Route("/status", new RouteSettings { Cache = TimeSpan.FromSeconds(5), CacheKey = ["X-User-Id"], Buffering = false })));

        using var nginx = Process.Start(new ProcessStartInfo("nginx", ["-t", "-q", "-e", "stderr", "-c", file]) { RedirectStandardError = true })!;
        var message = nginx.StandardError.ReadToEnd();
        nginx.WaitForExit();

        Assert.True(nginx.ExitCode == 0, message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Route Route(string path, RouteSettings settings) => new("files.localhost", path, "files", ["127.0.0.1:18020"], settings);

    private string Configuration(params Route[] routes) =>
        new NginxConfiguration { RunFolder = _folder, Port = 18000, Routes = routes }.ToString();
}

using System.Collections.Immutable;
using System.Text;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>A route that may be answered from the cache.</summary>
/// <param name="Upstreams"><c>host:port</c> of each slot, and its share of the traffic in percent.</param>
public sealed record CachedRoute(string Name, string Host, string Path, ImmutableArray<(string Address, int Weight)> Upstreams, RouteSettings Settings)
{
    /// <summary>A path of the workload that is not for the public, such as its figures; null for none.</summary>
    public string? Hidden { get; init; }
}

/// <summary>The configuration of the nginx behind the gateway as text: what is not a cached route is not found.</summary>
public sealed record EdgeProxyConfiguration(int Port, ImmutableArray<CachedRoute> Routes)
{
    /// <summary>Where nginx shows its own figures, to its own pod only.</summary>
    public const int StatusPort = 8081;

    private const string NotFound = """{"type":"about:blank","title":"Not found","status":404}""";

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append($$"""
            worker_processes 1;
            worker_shutdown_timeout 20s;
            pid /tmp/nginx.pid;

            events {
                worker_connections 4096;
            }

            http {
                server_tokens off;
                client_max_body_size 100m;
                client_body_temp_path /tmp/body;
                proxy_temp_path /tmp/proxy;
                fastcgi_temp_path /tmp/fastcgi;
                uwsgi_temp_path /tmp/uwsgi;
                scgi_temp_path /tmp/scgi;
                proxy_cache_path /var/cache/nginx/routes levels=1:2 keys_zone=routes:10m max_size=500m inactive=10m use_temp_path=off;

                log_format json escape=json '{"time":"$time_iso8601","host":"$host","method":"$request_method","path":"$uri","status":$status,'
                    '"bytes":$body_bytes_sent,"seconds":$request_time,"upstream":"$upstream_addr","upstream_seconds":"$upstream_response_time","cache":"$upstream_cache_status"}';
                access_log /dev/stdout json;

                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $host;
                proxy_connect_timeout 5s;

                server {
                    listen 127.0.0.1:{{StatusPort}};
                    access_log off;
                    location = /stub_status {
                        stub_status;
                    }
                }

                server {
                    listen {{Port}} default_server;
                    default_type application/problem+json;
                    location = /-/ready {
                        access_log off;
                        return 204;
                    }
                    location / {
                        return 404 '{{NotFound}}';
                    }
                }

            """);
        foreach (var route in Routes.OrderBy(route => route.Name, StringComparer.Ordinal))
        {
            text.Append($"\n    upstream {route.Name} {{\n");
            foreach (var (address, weight) in route.Upstreams.Where(upstream => upstream.Weight > 0))
                text.Append($"        server {address} weight={weight};\n");
            text.Append("        keepalive 32;\n    }\n");
        }
        foreach (var host in Routes.GroupBy(route => route.Host).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append($"\n    server {{\n        listen {Port};\n        server_name {host.Key};\n        default_type application/problem+json;\n");
            foreach (var hidden in host.Select(route => route.Hidden).OfType<string>().Distinct())
                text.Append($"        location {(hidden == "/" ? "= /" : $"^~ {hidden}")} {{\n            return 404 '{NotFound}';\n        }}\n");
            foreach (var route in host.OrderBy(route => route.Path, StringComparer.Ordinal))
                Location(text, route);
            if (host.All(route => route.Path != "/"))
                text.Append($"        location / {{\n            return 404 '{NotFound}';\n        }}\n");
            text.Append("    }\n");
        }
        return text.Append("}\n").ToString();
    }

    private static void Location(StringBuilder text, CachedRoute route)
    {
        var settings = route.Settings;
        var headers = string.Concat(settings.CacheKey.Select(header => $"|$http_{header.Replace('-', '_').ToLowerInvariant()}"));
        text.Append($"        location {route.Path} {{\n            proxy_pass http://{route.Name};\n");
        text.Append($"            proxy_read_timeout {settings.ReadTimeout.TotalSeconds:0}s;\n");
        text.Append("            proxy_cache routes;\n            proxy_cache_lock on;\n");
        text.Append($"            proxy_cache_key $request_method|$host$request_uri{headers};\n");
        text.Append($"            proxy_cache_valid 200 {settings.Cache.TotalSeconds:0}s;\n");
        text.Append("            add_header X-Cache-Status $upstream_cache_status;\n        }\n");
    }
}

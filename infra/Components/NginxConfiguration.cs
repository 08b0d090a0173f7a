using System.Collections.Immutable;
using System.Text;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Components;

/// <summary>The configuration of a stack's nginx as text.</summary>
public sealed record NginxConfiguration
{
    /// <summary>Folder for the process id, temporary files and cache.</summary>
    public required string RunFolder { get; init; }

    public required int Port { get; init; }

    /// <summary>The socket at which an exporter on this machine reads nginx's own figures.</summary>
    public string StatusSocket => $"{RunFolder}/nginx-status.sock";

    public string ProcessIdFile => $"{RunFolder}/nginx.pid";

    /// <summary>
    /// While this file is there, answers tell clients to close their connections. A reload ends those that are open and idle, and a
    /// request may just be on its way on one; nginx 1.27.4 can wait for it (<c>keepalive_min_timeout</c>). Empty for none.
    /// </summary>
    public string ClosingFile { get; init; } = "";

    /// <summary>The port at which an exporter in another container reads them, instead of the socket.</summary>
    public int? StatusPort { get; init; }

    public required IReadOnlyList<Route> Routes { get; init; }

    /// <summary>
    /// Where the share of each workload's second slot stands, as one file for every hundredth of the requests it gets:
    /// <c>workload/0</c> to <c>workload/99</c>. nginx looks for each request, so traffic moves without a reload, which would
    /// end connections that clients keep open. Empty where no workload has slots.
    /// </summary>
    public string TrafficFolder { get; init; } = "";

    /// <summary>Ports at which other workloads reach one that has slots.</summary>
    public IReadOnlyList<Door> Doors { get; init; } = [];

    /// <summary>The address it listens on; in a container, every one the container has.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port clients name, where another one is published for <see cref="Port"/>.</summary>
    public int? PublicPort { get; init; }

    /// <summary>
    /// A name server that is asked again whenever its answer is too old, so that an instance may come back with another
    /// address. Needs nginx 1.27.3 or later. Empty for instances whose addresses stay.
    /// </summary>
    public string Resolver { get; init; } = "";

    /// <summary>Certificate and key as files; null for plain HTTP.</summary>
    public (string Certificate, string Key)? Tls { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        var host = PublicPort is { } port ? $"$host{(port == (Tls is null ? 80 : 443) ? "" : $":{port}")}" : "$host:$server_port";
        var status = StatusPort is { } statusPort ? $"{Address}:{statusPort}" : $"unix:{StatusSocket}";
        text.Append($$"""
            daemon off;
            pid {{ProcessIdFile}};
            worker_processes auto;
            worker_shutdown_timeout {{ShutdownTimeout}};

            events {
                worker_connections 4096;
            }

            http {
                server_tokens off;
                default_type application/octet-stream;
                client_max_body_size 100m;
                keepalive_requests 10000;
                client_body_temp_path {{RunFolder}}/body;
                proxy_temp_path {{RunFolder}}/proxy;
                fastcgi_temp_path {{RunFolder}}/fastcgi;
                uwsgi_temp_path {{RunFolder}}/uwsgi;
                scgi_temp_path {{RunFolder}}/scgi;
                proxy_cache_path {{RunFolder}}/cache levels=1:2 keys_zone=routes:10m max_size=100m inactive=10m use_temp_path=off;

                log_format json escape=json '{"time":"$time_iso8601","request_id":"$request_id","remote":"$remote_addr","host":"$host",'
                    '"method":"$request_method","path":"$uri","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,'
                    '"upstream":"$upstream_addr","upstream_seconds":"$upstream_response_time","cache":"$upstream_cache_status"}';
                access_log /dev/stdout json;

                proxy_http_version 1.1;
                proxy_set_header Host {{host}};
                proxy_set_header Connection $connection_upgrade;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header X-Forwarded-For $remote_addr;
                proxy_set_header X-Forwarded-Host {{host}};
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header X-Request-Id $request_id;
                # Who a request is from is for an edge that checks it to say, never for the client.
                proxy_set_header X-User-Id "";
                proxy_connect_timeout 5s;
                map $http_upgrade $connection_upgrade {
                    default upgrade;
                    '' '';
                }

                server {
                    listen {{status}};
                    access_log off;
                    location = /stub_status {
                        stub_status;
                    }
            {{string.Concat(Slotted.Select(Answer))}}    }

                server {
                    listen {{Address}}:{{Port}}{{Secure}} default_server;
                    default_type application/problem+json;
                    location = /-/ready {
                        access_log off;
                        return 200;
                    }
                    location / {
                        return 404 '{"type":"about:blank","title":"No route for this host","status":404}';
                    }
                }

            """);
        if (Resolver.Length > 0)
            text.Append($"\n    resolver {Resolver} valid=2s ipv6=off;\n");
        if (Tls is { } tls)
            text.Append($"\n    ssl_certificate {tls.Certificate};\n    ssl_certificate_key {tls.Key};\n    ssl_protocols TLSv1.2 TLSv1.3;\n    ssl_session_cache shared:tls:10m;\n    ssl_session_tickets off;\n");
        if (Slotted.Any())
            text.Append($"\n    split_clients $request_id $hundredth {{\n{string.Concat(Enumerable.Range(0, 99).Select(number => $"        1% {number};\n"))}        * 99;\n    }}\n");
        foreach (var upstream in All.SelectMany(Upstreams).DistinctBy(upstream => upstream.Name).OrderBy(upstream => upstream.Name, StringComparer.Ordinal))
        {
            text.Append($"\n    upstream {upstream.Name} {{\n");
            if (Resolver.Length > 0)
                text.Append($"        zone {upstream.Name} 64k;\n");
            foreach (var instance in upstream.Instances)
                text.Append($"        server {instance}{(Resolver.Length > 0 ? " resolve" : "")};\n");
            text.Append("        keepalive 64;\n    }\n");
        }
        foreach (var group in Routes.GroupBy(route => route.Host).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append($"\n    server {{\n        listen {Address}:{Port}{Secure};\n        server_name {group.Key};\n");
            foreach (var hidden in group.Select(route => route.Hidden).OfType<string>().Distinct())
                text.Append($"        location = {hidden} {{\n            return 404;\n        }}\n");
            foreach (var workload in group.Where(route => route.Slots.Count > 0).Select(route => route.Workload).Distinct().Order(StringComparer.Ordinal))
                text.Append(Choose(workload, "$hundredth", "        "));
            foreach (var (number, route) in group.OrderBy(route => route.Path, StringComparer.Ordinal).Index())
                Locations(text, route, number);
            text.Append("    }\n");
        }
        foreach (var door in Doors.OrderBy(door => door.Port))
        {
            text.Append($"\n    server {{\n        listen {Address}:{door.Port};\n{Choose(door.Route.Workload, "$hundredth", "        ")}");
            Locations(text, door.Route with { Path = "/" }, 0);
            text.Append("    }\n");
        }
        return text.Append("}\n").ToString();
    }

    private string Secure => Tls is null ? "" : " ssl";

    // Old workers go on until their last stream ends; a service that stops tells its streams to come back.
    private string ShutdownTimeout => All.Append(new Route("", "/", "", [], new RouteSettings())).Max(route => route.Settings.ReadTimeout).TotalSeconds.ToString("0") + "s";

    // A workload may be reached by doors alone.
    private IEnumerable<Route> All => Routes.Concat(Doors.Select(door => door.Route));

    private IEnumerable<string> Slotted =>
        All.Where(route => route.Slots.Count > 0).Select(route => route.Workload).Distinct().Order(StringComparer.Ordinal);

    private static string Upstream(Route route)
    {
        var instances = route.Slots.Count > 0 ? route.Slots.Values.First() : route.Instances;
        return $"{route.Workload}_{string.Join('_', instances.Select(instance => instance.Split(':')[^1]))}";
    }

    private static IEnumerable<(string Name, ImmutableArray<string> Instances)> Upstreams(Route route) => route.Slots.Count > 0
        ? route.Slots.Select(slot => ($"{Upstream(route)}_{slot.Key}", slot.Value))
        : [(Upstream(route), route.Instances)];

    private static string SlotOf(string workload) => $"${workload.Replace('-', '_')}_slot";

    // `set` and `return` are the two things that are safe inside `if` (nginx.org/en/docs/http/ngx_http_rewrite_module.html).
    private string Choose(string workload, string hundredth, string indent) =>
        $"{indent}set {SlotOf(workload)} {Slots.Blue};\n{indent}if (-e {TrafficFolder}/{workload}/{hundredth}) {{\n{indent}    set {SlotOf(workload)} {Slots.Green};\n{indent}}}\n";

    // What requests of one hundredth would meet: the way to read from the running nginx what is live.
    private string Answer(string workload) =>
        $"        location ~ ^/slots/{workload}/(?<{workload.Replace('-', '_')}_asked>[0-9]+)$ {{\n{Choose(workload, $"${workload.Replace('-', '_')}_asked", "            ")}            return 200 {SlotOf(workload)};\n        }}\n";

    // The file is looked for before anything of the request has been read, so that its body goes along (418 is nobody else's status).
    private void Locations(StringBuilder text, Route route, int number)
    {
        if (ClosingFile.Length == 0)
        {
            Location(text, route.Path, "", route);
            return;
        }
        Location(text, route.Path, $"            error_page 418 = @closing_{number};\n            if (-e {ClosingFile}) {{\n                return 418;\n            }}\n", route);
        Location(text, $"@closing_{number}", "            keepalive_timeout 0;\n", route);
    }

    private static void Location(StringBuilder text, string match, string first, Route route)
    {
        var settings = route.Settings;
        text.Append($"        location {match} {{\n{first}            proxy_pass http://{Upstream(route)}{(route.Slots.Count > 0 ? $"_{SlotOf(route.Workload)}" : "")};\n");
        text.Append($"            proxy_read_timeout {settings.ReadTimeout.TotalSeconds:0}s;\n");
        if (!settings.Buffering)
            text.Append("            proxy_buffering off;\n            proxy_request_buffering off;\n");
        if (settings.Cache > TimeSpan.Zero)
        {
            var headers = string.Concat(settings.CacheKey.Select(header => $"|$http_{header.Replace('-', '_').ToLowerInvariant()}"));
            text.Append("            proxy_cache routes;\n            proxy_cache_lock on;\n");
            text.Append($"            proxy_cache_key $request_method|$host$request_uri{headers};\n");
            text.Append($"            proxy_cache_valid 200 {settings.Cache.TotalSeconds:0}s;\n");
            text.Append("            add_header X-Cache-Status $upstream_cache_status;\n");
        }
        text.Append("        }\n");
    }
}

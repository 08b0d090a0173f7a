namespace Infra.Tests.Docker;

/// <summary>Score files the tests of this target share.</summary>
internal static class Scores
{
    /// <summary>Everything a service of ours uses: a step before it, a database, a bucket, a cache, a route, figures, probes.</summary>
    public const string Shop =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
          annotations:
            slipway.dev/metrics: "http:/metrics"
        containers:
          migrate:
            image: .
            args: [migrate]
            variables:
              DB_PASSWORD: ${resources.db.password}
            before:
              api:
                ready: complete
          api:
            image: .
            args: [serve]
            variables:
              PORT: ${resources.http.port}
              DB: postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}
              DB_HOST: ${resources.db.host}
              MODE: ${resources.env.MODE}
              TOKEN: ${resources.env.TOKEN}
              CACHE: ${resources.cache.host}:${resources.cache.port}
              CACHE_PASSWORD: ${resources.cache.password}
              BUCKET: ${resources.files.bucket}
              BUCKET_KEY: ${resources.files.secret_key}
            resources:
              limits:
                cpu: 250m
                memory: 300Mi
              requests:
                cpu: 100m
                memory: 128Mi
            readinessProbe:
              httpGet:
                path: /ready
                port: 8080
            livenessProbe:
              httpGet:
                path: /live
                port: 8080
        service:
          ports:
            http:
              port: 80
              targetPort: 8080
        resources:
          db:
            type: postgres
            id: shared
          cache:
            type: redis
          files:
            type: s3
          env:
            type: environment
          http:
            type: service-port
            params:
              workload: shop
              port: http
          dns:
            type: dns
          route:
            type: route
            params:
              host: ${resources.dns.host}
              path: /
              port: http
        """;

    /// <summary>A service nobody reaches from outside, with an image that is not ours, files and a volume.</summary>
    public const string Keeper =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: keeper
        containers:
          main:
            image: registry.example/keeper:2.1
            command: [/bin/keeper]
            args: [--verbose]
            variables:
              SHOP: http://${resources.shop.hostname}:${resources.shop.port}
              TOKEN: ${resources.env.TOKEN}
            files:
              /etc/keeper/keeper.yaml:
                content: "token: ${resources.env.TOKEN}"
                mode: "0640"
              /etc/keeper/logo.bin:
                binaryContent: AAEC
            volumes:
              /data:
                source: ${resources.data}
            readinessProbe:
              exec:
                command: [/bin/keeper, check]
        resources:
          data:
            type: volume
          env:
            type: environment
          shop:
            type: service-port
            params:
              workload: shop
              port: http
        """;

    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["target"] = "docker",
        ["tag"] = "1.2.3",
        ["registry"] = "registry.example/services",
        ["environment"] = """{"MODE":"test"}""",
        ["secretEnvironment"] = """{"TOKEN":"secret-of-the-stack"}""",
    };

    public static IReadOnlyDictionary<string, string> SettingsWith(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(Settings);
        foreach (var (key, value) in more)
            settings[key] = value;
        return settings;
    }
}

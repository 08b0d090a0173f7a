namespace Infra.Tests.Kubernetes;

/// <summary>Score files that use everything the target provides.</summary>
internal static class Scores
{
    public const string Shop =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
          annotations:
            slipway.dev/project: .
            slipway.dev/metrics: "http:/metrics"
            slipway.dev/public: "true"
        containers:
          migrate:
            image: .
            args: [migrate]
            variables:
              DB_PASSWORD: ${resources.db.password}
            before:
              seed:
                ready: complete
              api:
                ready: complete
          seed:
            image: .
            args: [seed]
            before:
              api:
                ready: complete
          api:
            image: .
            variables:
              PORT: ${resources.http.port}
              STOCK: http://${resources.stock.hostname}:${resources.stock.port}
              DB: postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}
              MODE: ${resources.env.MODE}
              KEY: ${resources.env.API_KEY}
              CACHE: ${resources.cache.host}:${resources.cache.port}
              BUCKET: ${resources.files.bucket}
              PRICE: 5$ or $(MODE)
            files:
              /etc/shop/plain.json:
                content: '{"mode":"${resources.env.MODE}"}'
              /etc/shop/mixed.ini:
                content: |
                  user=${resources.db.username}
                  password=${resources.db.password}
                mode: "0600"
              /etc/shop/logo.bin:
                binaryContent: AAECAw==
            readinessProbe:
              httpGet:
                path: /ready
                port: 8080
              exec:
                command: [/bin/check, ready]
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
          stock:
            type: service-port
            params:
              workload: stock
              port: grpc
          dns:
            type: dns
          root:
            type: route
            params:
              host: ${resources.dns.host}
              path: /
              port: http
          status:
            type: route
            metadata:
              annotations:
                slipway.dev/cache: 5s
                slipway.dev/read-timeout: 7s
            params:
              host: ${resources.dns.host}
              path: /status
              port: "80"
          events:
            type: route
            metadata:
              annotations:
                slipway.dev/buffering: "off"
            params:
              host: shop.example.com
              path: /events
              port: ${resources.http.port}
        """;

    public const string Stock =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: stock
          annotations:
            slipway.dev/replicas: "3"
        containers:
          main:
            image: registry.example/stock@sha256:0123456789012345678901234567890123456789012345678901234567890123
            command: [/stock]
            args: ["--price=$5", "$(HOME)"]
            resources:
              requests:
                cpu: "0.25"
              limits:
                memory: 64Mi
            variables:
              DB_PASSWORD: ${resources.db.password}
        service:
          ports:
            grpc:
              port: 50051
              targetPort: 5000
        resources:
          db:
            type: postgres
            id: shared
        """;

    /// <summary>A service with a disk.</summary>
    public const string Keeper =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: keeper
        containers:
          main:
            image: registry.example/keeper:1
            volumes:
              /data:
                source: ${resources.data}
              /shared:
                source: ${resources.data}
                path: inside
                readOnly: true
        resources:
          data:
            type: volume
            params:
              size: 3Gi
        """;

    public const string Nightly =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: nightly
          annotations:
            slipway.dev/kind: job
        containers:
          prepare:
            image: registry.example/nightly:1
            before:
              run:
                ready: complete
          run:
            image: registry.example/nightly:1
            variables:
              DB_PASSWORD: ${resources.db.password}
        resources:
          db:
            type: postgres
            id: shared
        """;

    /// <summary>Every kind of thing there is, at once.</summary>
    public static string[] All { get; } = [Shop, Stock, Keeper, Nightly];
}

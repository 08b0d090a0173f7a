namespace Infra.Tests.Docker;

public sealed class RefusalsTests
{
    [Fact]
    public async Task Everything_the_target_cannot_do_is_refused_at_once_by_name_with_what_to_do()
    {
        const string Score =
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: odd
              annotations:
                slipway.dev/kind: job
                slipway.dev/replicas: "2"
            containers:
              first:
                image: .
                args: [""]
                files:
                  /top.txt:
                    content: x
                  /tmp/x.txt:
                    content: x
                  /data/x.txt:
                    content: x
                  /etc/odd/empty.txt:
                    content: ""
                volumes:
                  /data:
                    source: ${resources.data}
                    path: part
                  /more:
                    source: /srv/more
                  /tmp:
                    source: ${resources.data}
                resources:
                  limits:
                    memory: 1Mi
              second:
                image: registry.example/second:1
                variables:
                  PASSWORD: ${resources.env.TOKEN}
              third:
                image: registry.example/third:1
                command: [run]
                variables:
                  my.password: ${resources.env.TOKEN}
            service:
              ports:
                http:
                  port: 80
            resources:
              data:
                type: volume
              env:
                type: environment
              queue:
                type: amqp
              route:
                type: route
                metadata:
                  annotations:
                    slipway.dev/read-timeout: soon
                params:
                  host: odd.example
                  path: /
                  port: http
            """;
        var settings = new Dictionary<string, string>(Scores.Settings) { ["secretVariables"] = """{"od":"file"}""" };
        settings.Remove("tag");

        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAsync(settings, Score));

        Assert.All(
            new[]
            {
                "slipway:secretVariables.od names no workload, expected one of: odd",
                "resources.queue: target 'docker' does not provide 'amqp', only postgres, s3, redis, route, environment, secret, volume, service-port, dns",
                "resources.route: slipway.dev/read-timeout is 'soon', expected a whole number with s, m or h, such as '5s'",
                "target 'docker' runs a job once, not 2 times: remove slipway.dev/replicas",
                "containers.first.image: is '.', and nothing says which image that is: set slipway:tag, or slipway:images to {\"odd\": \"<image>\"}, or name a .NET project in slipway.dev/project to build it from",
                "containers.first: target 'docker' cannot pass an empty argument; leave it out, or put the command into a script",
                "containers.first.files./top.txt: target 'docker' places files by folder, and cannot replace '/': move it into a folder",
                "containers.first.files./tmp/x.txt: target 'docker' keeps /tmp in memory and cannot place files there: choose another folder",
                "containers.first.files./data/x.txt: target 'docker' cannot place a file at the top of volume /data: choose another folder",
                "containers.first.files./etc/odd/empty.txt: target 'docker' cannot place an empty file; put a line end into it",
                "containers.first.volumes./data.path: target 'docker' mounts whole volumes, not 'part' of one: declare a volume for it",
                "containers.first.volumes./more.source: target 'docker' mounts volume resources, not '/srv/more': declare one of type 'volume' and write ${resources.<name>}",
                "containers.first.volumes./tmp: target 'docker' keeps /tmp in memory: choose another folder",
                "containers.first.resources.limits.memory: is 1048576 bytes, expected at least 6Mi, the least Docker accepts",
                "containers.second.variables.PASSWORD: is secret, and target 'docker' cannot tell how the image 'registry.example/second:1' takes one from a file",
                "containers.third.variables.my.password: is secret, and a shell cannot set a variable of that name; use letters, digits and underscores",
            },
            refusal => Assert.Contains(refusal, error.Message));
    }

    [Fact]
    public async Task Every_setting_that_is_wrong_is_told_at_once()
    {
        var settings = Scores.SettingsWith(
            ("dockerHost", "tcp://client.example:2375"),
            ("publish", "somewhere:80"),
            ("domain", "No Domain"),
            ("tlsKey", "-----key-----"),
            ("registryPassword", "x"),
            ("platformImages", """{"nginx":"nginx:latest","ngnix":"nginx:1"}"""),
            ("platformSizes", """{"postgres":"much"}"""),
            ("containerSize", "500m"),
            ("workloadUser", "0:0"),
            ("protectData", "maybe"),
            ("secretVariables", """{"keeper":"somehow"}"""));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAsync(settings, "not a Score file"));

        Assert.Contains("has 12 problems:", error.Message);
        Assert.All(
            new[]
            {
                "slipway:dockerHost is 'tcp://client.example:2375', expected ssh://user@host, unix:///path or npipe:////./pipe/name, or nothing for the daemon of this machine",
                "slipway:publish is 'somewhere:80', expected a port such as 8080",
                "slipway:domain is 'No Domain', expected a domain, such as example.com",
                "slipway:tlsCertificate is missing, expected PEM text, as slipway:tlsKey is set",
                "slipway:registryUsername is missing, expected who pulls images, as slipway:registryPassword is set",
                "slipway:platformImages.nginx is 'nginx:latest', expected an image with a tag other than latest, or a digest",
                "slipway:platformImages.ngnix is not a part of the platform, expected one of: alertmanager, blackbox-exporter, grafana, jaeger, minio, nginx, nginx-exporter, node-exporter, postgres, postgres-exporter, prometheus, valkey",
                "slipway:platformSizes.postgres is 'much', expected processor and memory, at least 16Mi of it, such as \"500m 256Mi\"",
                "slipway:containerSize is '500m', expected processor and memory",
                "slipway:workloadUser is '0:0', expected a user and a group in numbers, neither of them 0, such as 10001:10001",
                "slipway:protectData is 'maybe', expected true or false",
                "slipway:secretVariables.keeper is 'somehow', expected one of: entrypoint, environment, file, shell",
            },
            problem => Assert.Contains(problem, error.Message));
    }
}

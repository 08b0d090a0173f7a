using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class AnnotationTests
{
    private static string With(string annotation) => $$"""
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
          annotations:
            {{annotation}}
        service: { ports: { http: { port: 80 }, admin: { port: 90 } } }
        containers: { web: { image: . } }
        """;

    [Theory]
    [InlineData("slipway.dev/public: 'yes'", "is 'yes', expected 'true' or 'false'")]
    [InlineData("slipway.dev/public: true", "is the flag true, expected text; put it in quotes: \"true\"")]
    [InlineData("slipway.dev/replicas: '0'", "is '0', expected a whole number from 1 on")]
    [InlineData("slipway.dev/replicas: many", "is 'many', expected a whole number from 1 on")]
    [InlineData("slipway.dev/project: /src", "is '/src', expected a path relative to the folder of the Score file")]
    [InlineData("slipway.dev/project: ''", "is '', expected a path relative to the folder of the Score file")]
    [InlineData("slipway.dev/metrics: http", "is 'http', expected the name of a port, ':' and a path, such as 'http:/metrics'")]
    [InlineData("slipway.dev/metrics: http:metrics", "is 'http:metrics', expected the name of a port, ':' and a path, such as 'http:/metrics'")]
    [InlineData("slipway.dev/metrics: htp:/metrics", "names the port 'htp', which service.ports does not have; did you mean 'http'?")]
    [InlineData("slipway.dev/slo: '100'", "is '100', expected the percentage of requests that must succeed, from 50 to below 100, such as '99.9'")]
    [InlineData("slipway.dev/slo: 99,9", "is '99,9', expected the percentage of requests that must succeed, from 50 to below 100, such as '99.9'")]
    [InlineData("slipway.dev/latency: 0ms", "is '0ms', expected how long 95 of 100 requests may take at most, such as '500ms' or '2s'")]
    [InlineData("slipway.dev/latency: fast", "is 'fast', expected how long 95 of 100 requests may take at most, such as '500ms' or '2s'")]
    [InlineData("slipway.dev/kind: cron", "is 'cron', expected one of job, service")]
    [InlineData("slipway.dev/kind: services", "is 'services', did you mean 'service'?")]
    [InlineData("slipway.dev/publik: 'true'", "the annotation 'slipway.dev/publik' is unknown, did you mean 'slipway.dev/public'?")]
    [InlineData("slipway.dev/nothing-like-it: a", "the annotation 'slipway.dev/nothing-like-it' is unknown, expected one of slipway.dev/kind, slipway.dev/latency, slipway.dev/metrics, slipway.dev/migrations, slipway.dev/monitoring, slipway.dev/project, slipway.dev/public, slipway.dev/replicas, slipway.dev/slo, slipway.dev/smoke, slipway.dev/strategy")]
    public void An_annotation_of_ours_that_means_nothing_is_refused(string annotation, string expected)
    {
        var key = annotation[..annotation.IndexOf(':')];

        Assert.Equal($"{Score.File}:5: metadata.annotations[\"{key}\"]: {expected}", Score.Problem(With(annotation)));
    }

    [Theory]
    [InlineData("ab: c")]
    [InlineData("slipway.device/public: what-they-like")]
    [InlineData("example.org/slipway.dev_public: x")]
    public void Annotations_of_others_pass(string annotation) =>
        Assert.Single(Score.Read(With(annotation)).Annotations);

    [Theory]
    [InlineData("a")]
    [InlineData("-example.org/ab")]
    [InlineData("example.org/a/b")]
    public void An_annotation_whose_name_the_schema_does_not_allow_is_refused(string key) =>
        Assert.Equal(
            $"the name '{key}' is not allowed, expected 2 to 63 letters, digits, '.', '_' and '-', after an optional host name and '/'",
            Assert.Single(Assert.Throws<WorkloadException>(() => Score.Read(With($"{key}: x"))).Problems).Message);

    [Theory]
    [InlineData("2s", 2000)]
    [InlineData("500ms", 500)]
    public void A_workload_can_have_limits_of_its_own(string latency, int milliseconds)
    {
        var workload = Score.Read(With($"slipway.dev/slo: '99.95'\n    slipway.dev/latency: {latency}"));

        Assert.Equal(99.95m, workload.Slo);
        Assert.Equal(milliseconds, workload.Latency?.TotalMilliseconds);
    }

    [Fact]
    public void A_job_is_read_as_one() =>
        Assert.Equal(WorkloadKind.Job, Score.Read(With("slipway.dev/kind: job")).Kind);

    [Fact]
    public void A_workload_that_is_not_public_says_so() =>
        Assert.False(Score.Read(With("slipway.dev/public: 'false'")).IsPublic);

    [Fact]
    public void A_public_workload_without_a_port_is_refused() =>
        Assert.Equal(
            "apps/shop/score.yaml:2: metadata.annotations[\"slipway.dev/public\"]: is 'true', but the workload has no port to reach it by; add one under service.ports",
            Score.Problem("""
                apiVersion: score.dev/v1b1
                metadata: { name: shop, annotations: { slipway.dev/public: "true" } }
                containers: { web: { image: . } }
                """));
}

using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class OverrideTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private WorkloadSource Source(string overrides)
    {
        File.WriteAllText(Path.Combine(folder, "score.yaml"), """
            apiVersion: score.dev/v1b1
            metadata:
              name: shop
              annotations: { slipway.dev/replicas: "1", example.org/other: b }
            service: { ports: { www: { port: 80 } } }
            containers:
              web:
                image: shop:1
                args: [one, two]
                variables: { A: base, B: base }
                files: [{ target: /f, content: base }]
            """);
        File.WriteAllText(Path.Combine(folder, "score.prod.yaml"), overrides);

        return WorkloadSource.For(Path.Combine(folder, "score.yaml"), "prod");
    }

    [Fact]
    public void Maps_are_merged_and_anything_else_is_replaced()
    {
        var workload = WorkloadReader.Read(Source("""
            metadata: { annotations: { slipway.dev/replicas: "4" } }
            containers: { web: { args: [three], variables: { B: over, C: over } }, new: { image: n } }
            """));

        Assert.Equal(4, workload.Replicas);
        Assert.Equal("b", workload.Annotations["example.org/other"]);
        Assert.Equal(["new", "web"], workload.Containers.Select(container => container.Name));
        Assert.Equal("shop:1", workload.Containers[1].Image);
        Assert.Equal(["three"], workload.Containers[1].Args);
        Assert.Equal(["base", "over", "over"], workload.Containers[1].Variables.Values.Select(value => value.LiteralText));
    }

    [Fact]
    public void Null_deletes_and_deleting_nothing_is_no_problem()
    {
        var workload = WorkloadReader.Read(Source("service: null\nresources: null\ncontainers: { web: { args: null, variables: { A: ~ } } }"));

        Assert.Empty(workload.Ports);
        Assert.Null(workload.Containers[0].Args);
        Assert.Equal(["B"], workload.Containers[0].Variables.Keys);
    }

    [Fact]
    public void A_map_over_a_list_replaces_it_before_deprecated_forms_are_upgraded()
    {
        var workload = WorkloadReader.Read(Source("containers: { web: { files: { /g: { content: over } } } }"));

        Assert.Equal(["/g"], workload.Containers[0].Files.Select(file => file.Target));
    }

    [Fact]
    public void Problems_name_the_file_they_come_from()
    {
        var source = Source("containers:\n  web:\n    image: ~\n    imgae: shop:2\n    variables: { A: 5 }");

        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Read(source));

        Assert.Equal(
            [("score.prod.yaml", 4, "containers.web.imgae"), ("score.prod.yaml", 5, "containers.web.variables.A"), ("score.yaml", 7, "containers.web.image")],
            exception.Problems.Select(problem => (Path.GetFileName(problem.File), problem.Line, problem.Path)));
    }

    [Fact]
    public void Problems_of_both_files_are_reported_at_once()
    {
        var source = Source("- not a map");
        File.WriteAllText(source.File, "a: [");

        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Read(source));

        Assert.Equal(["score.prod.yaml", "score.yaml"], exception.Problems.Select(problem => Path.GetFileName(problem.File)));
    }

    [Fact]
    public void Without_a_file_for_the_environment_nothing_is_overridden()
    {
        var source = Source("{}");

        Assert.Equal(source with { Overrides = null }, WorkloadSource.For(source.File, "dev"));
        Assert.Equal(Path.Combine(folder, "score.prod.yaml"), source.Overrides);
    }
}

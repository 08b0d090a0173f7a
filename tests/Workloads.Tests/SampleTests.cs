using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class SampleTests
{
    private static Workload Read(string name) => WorkloadReader.Read(new WorkloadSource(Path.Combine("Samples", name)));

    private static string Show(Template? template) => template!.Resolve(reference => $"<{reference.Resource}.{reference.Output}>");

    [Fact]
    public void Everything_at_the_top_is_read()
    {
        var workload = Read("full.yaml");

        Assert.Equal("everything-01", workload.Name);
        Assert.Equal(Path.Combine("Samples", "full.yaml"), workload.File);
        Assert.Equal("Samples", workload.Folder);
        Assert.Equal("12", ((ScoreMap)workload.Metadata["contact"]!)["room"]!.AsTemplate!.LiteralText);
        Assert.Equal<ServicePort>([new ServicePort("admin", 9000, 9000, PortProtocol.Tcp), new ServicePort("gossip", 7000, 7000, PortProtocol.Udp), new ServicePort("www", 80, 8080, PortProtocol.Tcp)], workload.Ports);
        Assert.Equal(workload.Ports[2], workload.FindPort("www"));
        Assert.Equal(workload.Ports[2], workload.FindPort("80"));
        Assert.Null(workload.FindPort("8080"));
    }

    [Fact]
    public void Our_annotations_are_typed_and_others_pass()
    {
        var workload = Read("full.yaml");

        Assert.True(workload.IsPublic);
        Assert.Equal(3, workload.Replicas);
        Assert.Equal("src/Everything", workload.Project);
        Assert.Equal(new MetricsEndpoint(workload.Ports[0], "/metrics"), workload.Metrics);
        Assert.Equal(WorkloadKind.Service, workload.Kind);
        Assert.Equal("untouched", workload.Annotations["example.org/Some-Key_of.ours"]);
    }

    [Fact]
    public void A_container_is_read_in_full()
    {
        var web = Read("full.yaml").Containers[2];

        Assert.Equal("web", web.Name);
        Assert.True(web.NeedsImage);
        Assert.Equal(["/app/server"], web.Command);
        Assert.Equal(["--greeting", "Hello $${WHO}"], web.Args);
        Assert.Equal(["DATABASE", "PRICE", "TEAM", "odd name"], web.Variables.Keys);
        Assert.Equal("postgres://<db.username>:<db.password>@<db.host>:<db.port>/<db.name>", Show(web.Variables["DATABASE"]));
        Assert.Equal("harbour", web.Variables["TEAM"].LiteralText);
        Assert.Equal("$5", web.Variables["PRICE"].LiteralText);
        Assert.Equal("", web.Variables["odd name"].LiteralText);
        Assert.Equal(new ComputeSize(250, 64 * 1024 * 1024), web.Requests);
        Assert.Equal(new ComputeSize(1500, 1536L * 1024 * 1024), web.Limits);
    }

    [Fact]
    public void Files_are_text_or_bytes()
    {
        var files = Read("full.yaml").Containers[2].Files.ToDictionary(file => file.Target);

        Assert.Equal("team = harbour\nhost = <db.host>\n", Show(files["/etc/app/inline.conf"].Content));
        Assert.Equal((UnixFileMode)0b110_100_000, files["/etc/app/inline.conf"].Mode);
        Assert.Equal("${not.ours} $$", files["/etc/app/verbatim.conf"].Content!.LiteralText);
        Assert.Null(files["/etc/app/verbatim.conf"].Mode);
        Assert.Null(files["/etc/app/verbatim.conf"].Bytes);
        Assert.Equal(new byte[] { 0, 1, 2, 255 }, files["/etc/app/logo.bin"].Bytes!.Value.ToArray());
        Assert.Equal((UnixFileMode)0b100_100_100, files["/etc/app/logo.bin"].Mode);
        Assert.Equal("from source for harbour, <db.database>\n", Show(files["/etc/app/source.conf"].Content));
        Assert.Equal("content/source.conf", files["/etc/app/source.conf"].Source);
        Assert.Null(files["/etc/app/source.bin"].Content);
        Assert.Equal(new byte[] { 255, 254, 0, 1 }, files["/etc/app/source.bin"].Bytes!.Value.ToArray());
    }

    [Fact]
    public void Volumes_and_probes_are_read()
    {
        var web = Read("full.yaml").Containers[2];

        Assert.Equal(("/data", "<data.>", "web", true), (web.Volumes[0].Target, Show(web.Volumes[0].Source), web.Volumes[0].Path, web.Volumes[0].ReadOnly));
        Assert.Equal(("/scratch", "scratch", null, false), (web.Volumes[1].Target, Show(web.Volumes[1].Source), web.Volumes[1].Path, web.Volumes[1].ReadOnly));
        Assert.Equal(("HTTP", null, 8080, "/alive"), (web.Liveness!.Http!.Scheme, web.Liveness.Http.Host, web.Liveness.Http.Port, web.Liveness.Http.Path));
        Assert.Null(web.Liveness.Exec);
        Assert.Equal(("HTTPS", "localhost"), (web.Readiness!.Http!.Scheme, web.Readiness.Http.Host));
        Assert.Equal<HttpProbeHeader>([new HttpProbeHeader("X-Probe", "yes"), new HttpProbeHeader("X-Probe", "again")], web.Readiness.Http.Headers);
        Assert.Equal(["/app/ready", "--fast"], web.Readiness.Exec);
    }

    [Fact]
    public void Containers_start_in_the_order_that_before_asks_for()
    {
        var workload = Read("full.yaml");

        Assert.Equal(["agent", "migrate", "web"], workload.Containers.Select(container => container.Name));
        Assert.Equal(["agent", "migrate", "web"], workload.StartOrder.Select(container => container.Name));
        Assert.Equal(ContainerState.Complete, workload.Containers[1].Before["web"]);
    }

    [Fact]
    public void Resources_are_read_with_identity_and_open_values()
    {
        var resources = Read("full.yaml").Resources;

        Assert.Equal(["data", "db", "exotic", "names"], resources.Select(resource => resource.Name));
        Assert.Equal(
            ["volume.default#everything-01.data", "postgres.large#shared.main-db", "Exotic-Thing2.default#everything-01.exotic", "dns.default#everything-01.names"],
            resources.Select(resource => resource.Identity.ToString()));
        Assert.Equal("shared.main-db", resources[1].Id);
        Assert.Null(resources[0].Params);
        Assert.Equal(
            """{"extensions":["citext","harbour"],"init":{"host":"<names.host>"},"size":20}""",
            resources[1].Params!.ToJson(Show));
        Assert.Equal(
            """{"annotations":{"example.org/tier":"gold"},"extra":[1,"two",3.5,true,null]}""",
            resources[1].Metadata!.ToJson(Show));
    }

    [Fact]
    public void The_deprecated_lists_of_files_and_volumes_mean_the_same_as_maps()
    {
        var main = Read("deprecated.yaml").Containers[0];

        Assert.Equal(["/etc/one", "/etc/two"], main.Files.Select(file => file.Target));
        Assert.Equal("first old-style\nsecond\n3", main.Files[0].Content!.LiteralText);
        Assert.Equal((UnixFileMode)0b110_000_000, main.Files[0].Mode);
        Assert.Equal([("/mnt/a", true), ("/mnt/b", false)], main.Volumes.Select(volume => (volume.Target, volume.ReadOnly)));
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var workload = Read("minimal.yaml");

        Assert.Equal((1, false, WorkloadKind.Service, null, null), (workload.Replicas, workload.IsPublic, workload.Kind, workload.Project, workload.Metrics));
        Assert.Empty(workload.Ports);
        Assert.Empty(workload.Resources);
        Assert.Null(workload.Containers[0].Command);
        Assert.Null(workload.Containers[0].Args);
        Assert.Equal(new ComputeSize(null, null), workload.Containers[0].Limits);
    }

    [Fact]
    public void Anchors_aliases_and_merge_keys_are_followed()
    {
        var containers = Read("anchors.yaml").Containers;

        Assert.Equal(["example:1", "example:1"], containers.Select(container => container.Image));
        Assert.Equal(["info", "debug"], containers.Select(container => container.Variables["LEVEL"].LiteralText));
        Assert.Equal("anchored", containers[1].Variables["NAME"].LiteralText);
    }
}

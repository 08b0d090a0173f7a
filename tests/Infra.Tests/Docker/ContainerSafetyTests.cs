using Pulumi.Testing;

namespace Infra.Tests.Docker;

/// <summary>What holds for every container, whatever it is for.</summary>
public sealed class ContainerSafetyTests
{
    [Fact]
    public async Task Only_nginx_publishes_a_port_and_on_loopback_unless_the_settings_say_otherwise()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        var published = Assert.Single(declared.Containers(), container => container.Items("ports").Length > 0);
        Assert.Equal("edge", published.Name);
        var port = Assert.Single(published.Items("ports"));
        Assert.Equal("127.0.0.1", port["ip"]);
        Assert.Equal(8080d, port["external"]);
        Assert.All(declared.Containers(), container =>
        {
            Assert.False(container.Inputs.ContainsKey("publishAllPorts"));
            Assert.NotEqual("host", container.Inputs.GetValueOrDefault("networkMode"));
        });
    }

    [Fact]
    public async Task Nginx_is_published_where_the_settings_say()
    {
        var declared = await StackProgram.DeclareAsync(Scores.SettingsWith(("publish", "192.0.2.7:443")), Scores.Shop);

        var port = Assert.Single(declared["edge"].Items("ports"));
        Assert.Equal("192.0.2.7", port["ip"]);
        Assert.Equal(443d, port["external"]);
    }

    [Fact]
    public async Task The_data_network_has_no_way_out()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop);

        Assert.Equal(true, declared["network-data"].Inputs["internal"]);
        Assert.Equal(false, declared["network-front"].Inputs["internal"]);
        Assert.Equal(["slipway-test-data"], declared["postgres"].Networks());
        Assert.Equal(["slipway-test-data"], declared["s3"].Networks());
        Assert.Equal(["slipway-test-data"], declared["redis-shop-cache"].Networks());
    }

    [Fact]
    public async Task Every_container_that_runs_has_a_read_only_root_and_a_small_place_in_memory()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.All(declared.Started(), container =>
        {
            Assert.Equal(true, container.Inputs["readOnly"]);
            Assert.All(container.Map("tmpfs").Values, options => Assert.Matches("^rw,noexec,nosuid,nodev,size=[0-9]+m,mode=1777$", (string)options));
            Assert.Contains("/tmp", container.Map("tmpfs").Keys);
        });
    }

    [Fact]
    public async Task No_container_gains_privileges_or_keeps_capabilities()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.All(declared.Containers(), container =>
        {
            Assert.Equal(["no-new-privileges:true"], container.Texts("securityOpts"));
            Assert.Equal(["ALL"], container.Map("capabilities").Strings("drops"));
            Assert.False(container.Inputs.ContainsKey("privileged"));
        });
        // A new volume belongs to root; two of them are handed to their users before anything mounts them.
        var keeping = declared.Containers().Where(container => container.Map("capabilities").ContainsKey("adds")).ToList();
        Assert.Equal(["s3.owner", "volume-keeper-data.owner"], keeping.Select(container => container.Name!).Order());
        Assert.All(keeping, container =>
        {
            Assert.Equal(["CAP_CHOWN"], container.Map("capabilities").Strings("adds"));
            Assert.Equal("none", container.Inputs["networkMode"]);
            Assert.Equal(["chown"], container.Texts("entrypoints"));
            Assert.Equal(false, container.Inputs["mustRun"]);
        });
    }

    [Fact]
    public async Task No_container_runs_as_root_but_the_one_that_hands_over_a_volume()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.All(declared.Containers(), container =>
        {
            var isOwner = container.Name!.EndsWith(".owner", StringComparison.Ordinal);
            Assert.Matches(isOwner ? "^0:0$" : "^[1-9][0-9]*:[1-9][0-9]*$", (string)container.Inputs["user"]);
        });
        Assert.Equal("10001:10001", declared["shop-api"].Text("user"));
    }

    [Fact]
    public async Task Every_container_is_limited_in_processor_and_memory_and_cannot_swap()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.All(declared.Containers(), container =>
        {
            Assert.Matches("^[0-9.]+$", container.Text("cpus"));
            Assert.InRange((double)container.Inputs["memory"], 6, 4096);
            Assert.Equal(container.Inputs["memory"], container.Inputs["memorySwap"]);
        });
        Assert.Equal("0.25", declared["shop-api"].Text("cpus"));
        Assert.Equal(300d, declared["shop-api"].Inputs["memory"]);
        Assert.Equal(128d, declared["shop-api"].Inputs["memoryReservation"]);
        Assert.Equal(102d, declared["shop-api"].Inputs["cpuShares"]);
        Assert.Equal("0.5", declared["keeper-main"].Text("cpus"));
        Assert.Equal(256d, declared["keeper-main"].Inputs["memory"]);
    }

    [Fact]
    public async Task Every_log_is_rotated()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.All(declared.Containers(), container =>
        {
            Assert.Equal("json-file", container.Text("logDriver"));
            Assert.Equal("10m", container.Map("logOpts")["max-size"]);
            Assert.Equal("3", container.Map("logOpts")["max-file"]);
        });
    }

    [Fact]
    public async Task What_is_kept_running_starts_again_and_what_runs_once_does_not()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.All(declared.Kept(), container => Assert.Equal("unless-stopped", container.Text("restart")));
        Assert.All(declared.Containers().Except(declared.Kept()), container => Assert.Equal("no", container.Text("restart")));
        Assert.All(declared.Kept(), container => Assert.Equal(container.Inputs["stopTimeout"], container.Inputs["destroyGraceSeconds"]));
    }

    [Fact]
    public async Task Everything_that_is_kept_running_is_checked_and_waited_for()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        // The image of this exporter holds one program and nothing to ask it with; Prometheus reports it missing.
        var unchecked_ = Assert.Single(declared.Kept(), container => !container.Inputs.ContainsKey("healthcheck"));
        Assert.Equal("nginx-exporter", unchecked_.Name);
        Assert.All(declared.Kept().Where(container => container != unchecked_), container =>
        {
            Assert.Contains(container.Map("healthcheck").Strings("tests")[0], new[] { "CMD", "CMD-SHELL" });
            Assert.Equal(true, container.Inputs["wait"]);
        });
    }

    [Fact]
    public async Task Everything_says_whose_it_is()
    {
        var declared = await StackProgram.DeclareAsync(Scores.SettingsWith(("owner", "team-a"), ("costCentre", "4711")), Scores.Shop, Scores.Keeper);

        Assert.All(declared.Values.Where(resource => resource.Type is "docker:index/container:Container" or "docker:index/network:Network" or "docker:index/volume:Volume"), resource =>
        {
            var labels = resource.Labels();
            Assert.Equal("slipway", labels["project"]);
            Assert.Equal("test", labels["stack"]);
            Assert.Equal("team-a", labels["owner"]);
            Assert.Equal("4711", labels["cost-centre"]);
            Assert.Equal("slipway", labels["managed-by"]);
        });
        Assert.Equal("registry.example/services/shop:1.2.3", declared["shop-api"].Labels()["image"]);
        Assert.Equal("shop", declared["shop-api"].Labels()["workload"]);
    }

    [Fact]
    public async Task No_secret_is_in_anything_that_docker_inspect_shows()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.All(declared.Containers(), container =>
        {
            Assert.All(container.Texts("envs"), text => Assert.DoesNotContain("secret-of", text));
            Assert.All(container.Texts("command").Concat(container.Texts("entrypoints")), text => Assert.DoesNotContain("secret-of", text));
            Assert.All(container.Labels().Values, text => Assert.DoesNotContain("secret-of", text));
            Assert.All(container.Map("healthcheck").Strings("tests"), text => Assert.DoesNotContain("secret-of", text));
        });
    }

    [Fact]
    public async Task Files_with_secrets_are_readable_by_their_user_alone()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        var uploads = declared.Containers().SelectMany(container => container.Items("uploads")).ToList();
        Assert.NotEmpty(uploads);
        Assert.All(uploads.Where(upload => ((string)upload["file"]).StartsWith("/run/secrets/", StringComparison.Ordinal)), upload => Assert.Equal("0400", upload["permissions"]));
        Assert.All(uploads, upload => Assert.NotEqual("0", upload["owner"]));
        Assert.Equal("70", declared.Upload("postgres", "/run/secrets/administrator")["owner"]);
        Assert.Equal("10001", declared.Upload("shop-api", "/run/secrets/DB")["owner"]);
    }

    [Fact]
    public async Task Files_come_through_a_container_that_never_starts_and_are_read_only_where_they_are_used()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop);

        var carrier = declared["shop-api.files"];
        Assert.Equal(false, carrier.Inputs["start"]);
        Assert.Equal(false, carrier.Inputs["mustRun"]);
        Assert.Equal("none", carrier.Inputs["networkMode"]);
        Assert.Equal(["/run/secrets"], carrier.Items("volumes").Select(volume => (string)volume["containerPath"]));
        Assert.Equal("shop-api.files-id:ro", Assert.Single(declared["shop-api"].Items("volumes"))["fromContainer"]);
        Assert.All(declared.Started(), container => Assert.Empty(container.Items("uploads")));
    }
}

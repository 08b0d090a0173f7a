using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Stacks;
using Slipway.Infra.Workloads;

namespace Infra.Tests.Local;

public sealed class LocalTargetTests
{
    private const string Shop = Scores.Shop;

    private const string Worker =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: worker
          annotations:
            slipway.dev/project: shop.csproj
        containers:
          run:
            image: .
            args: [work]
            variables:
              DB_PASSWORD: ${resources.db.password}
        resources:
          db:
            type: postgres
            id: shared
        """;

    [Fact]
    public async Task A_resource_two_workloads_name_by_id_is_made_once()
    {
        var declared = await DeclareAsync(Shop, Worker);

        Assert.Single(declared.Keys, name => name == "postgres-shared");
        Assert.Contains("secret-of-postgres-shared-password", declared["shop-blue-migrate"].Text("stdin"));
        Assert.Contains("secret-of-postgres-shared-password", declared["worker-blue-run"].Text("stdin"));
    }

    [Fact]
    public async Task A_program_is_built_once_for_all_workloads_that_run_it()
    {
        var declared = await DeclareAsync(Shop, Worker);

        Assert.Single(declared.Values, resource => resource.Inputs.ContainsKey("environment") && resource.Text("create") == Scripts.Read("build.sh"));
    }

    [Fact]
    public async Task Variables_reach_the_process_through_its_script_and_never_as_arguments()
    {
        var declared = await DeclareAsync(Shop);

        var script = declared["shop-blue-api"].Text("stdin");
        Assert.Contains("export DB='postgres://postgres_shared:secret-of-postgres-shared-password@127.0.0.1:19001/postgres_shared'", script);
        Assert.Contains("export MODE='test'", script);
        var command = script[script.IndexOf("exec ", StringComparison.Ordinal)..];
        Assert.DoesNotContain("secret-of", command);
        Assert.All(declared.Values.Where(resource => resource.Type == "command:local:Command"), resource =>
        {
            Assert.DoesNotContain("secret-of", resource.Text("create"));
            Assert.DoesNotContain(((ImmutableDictionary<string, object>)resource.Inputs["environment"]).Values, value => ((string)value).Contains("secret-of", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_container_others_wait_for_to_complete_runs_once_and_the_others_are_kept_running()
    {
        var declared = await DeclareAsync(Shop);

        Assert.Equal(Scripts.Read("once.sh"), declared["shop-blue-migrate"].Text("create"));
        Assert.EndsWith(Scripts.Read("unit.sh"), declared["shop-blue-api"].Text("create"));
    }

    [Fact]
    public async Task The_port_given_through_service_port_is_the_one_probed_routed_and_scraped()
    {
        var declared = await DeclareAsync(Shop);

        var port = declared["shop-blue-api"].Text("stdin").Split("export PORT='")[1].Split('\'')[0];
        Assert.InRange(int.Parse(port), 19020, 19099);
        Assert.Equal($"http://127.0.0.1:{port}/ready", declared["shop-blue-api"].Variable("READY"));
        Assert.Contains($"http://127.0.0.1:{port}/live", declared["shop-blue-api"].Text("stdin"));
        Assert.Contains($"server 127.0.0.1:{port};", declared["edge-configuration"].Text("stdin"));
        Assert.Contains($"127.0.0.1:{port}", declared["prometheus-configuration"].Text("stdin"));
    }

    [Fact]
    public async Task Every_replica_has_a_port_of_its_own_and_the_route_knows_all()
    {
        var declared = await DeclareAsync(Shop.Replace("slipway.dev/metrics", "slipway.dev/replicas: \"2\"\n    slipway.dev/metrics"));

        string PortOf(string name) => declared[name].Text("stdin").Split("export PORT='")[1].Split('\'')[0];
        Assert.NotEqual(PortOf("shop-blue-api-1"), PortOf("shop-blue-api-2"));
        Assert.Contains($"server 127.0.0.1:{PortOf("shop-blue-api-1")};", declared["edge-configuration"].Text("stdin"));
        Assert.Contains($"server 127.0.0.1:{PortOf("shop-blue-api-2")};", declared["edge-configuration"].Text("stdin"));
    }

    [Fact]
    public async Task Run_by_root_everything_but_the_folder_and_the_builds_runs_as_the_stack_user()
    {
        var declared = await DeclareAsync(Shop);

        var asRoot = declared.Values
            .Where(resource => resource.Type == "command:local:Command" && (string)((ImmutableArray<object>)resource.Inputs["interpreter"])[0] != "setpriv")
            .Select(resource => resource.Name);
        Assert.Equal(["build-shop-0123456789ab", "machine-folder", "machine-prerequisites"], asRoot.Order());
    }

    [Fact]
    public async Task A_port_a_workload_does_not_ask_for_stays_the_one_it_declares()
    {
        var declared = await DeclareAsync(Shop.Replace("PORT: ${resources.http.port}", "OTHER: x"));

        Assert.Equal("http://127.0.0.1:8080/ready", declared["shop-blue-api"].Variable("READY"));
        Assert.Contains("shop/blue/http=8080", declared["machine-prerequisites"].Variable("PORTS"));
    }

    [Fact]
    public async Task Files_and_volumes_are_mounted_where_the_container_expects_them()
    {
        var declared = await DeclareAsync(
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: keeper
              annotations:
                slipway.dev/project: shop.csproj
            containers:
              main:
                image: .
                files:
                  /etc/keeper/keeper.yaml:
                    content: "mode: ${resources.env.MODE}"
                    mode: "0640"
                volumes:
                  /data:
                    source: ${resources.data}
            resources:
              data:
                type: volume
              env:
                type: environment
            """);

        Assert.Equal("mode: test", declared["keeper-blue-main-file-0"].Text("stdin"));
        Assert.Equal("640", declared["keeper-blue-main-file-0"].Variable("MODE"));
        Assert.Contains("ro '/srv/slipway/config/files/keeper-blue-main-0' '/etc/keeper/keeper.yaml'", declared["keeper-blue-main"].Text("stdin"));
        Assert.Contains("rw '/srv/slipway/data/volumes/volume-keeper-data' '/data'", declared["keeper-blue-main"].Text("stdin"));
    }

    [Fact]
    public void A_limit_that_is_not_held_is_warned_of_by_name()
    {
        var limited = WorkloadReader.Parse(Worker.Replace("    args: [work]", "    args: [work]\n    resources:\n      limits:\n        cpu: \"0.5\""), "apps/worker/score.yaml");

        Assert.Equal(
            ["apps/worker/score.yaml: containers.run.resources.limits.cpu: target 'local' runs processes of this machine and does not hold them to 500m"],
            LocalTarget.Warnings(limited).ToArray());
        Assert.Empty(LocalTarget.Warnings(WorkloadReader.Parse(Worker, "apps/worker/score.yaml")));
    }

    [Fact]
    public async Task Everything_the_target_cannot_do_is_refused_at_once_before_any_resource()
    {
        var score = Shop
            .Replace("image: .\n    args", "image: nginx:1\n    args")
            .Replace("type: dns", "type: redis")
            .Replace("${resources.dns.host}", "shop.localhost")
            .Replace("${resources.env.MODE}", "${resources.env.MODUS}");
        var declared = 0;
        var error = await Assert.ThrowsAnyAsync<Exception>(async () => declared = (await DeclareAsync(score)).Count);

        Assert.Contains("containers.migrate.image: target 'local' runs projects, not the image 'nginx:1'", error.Message);
        Assert.Contains("resources.dns: target 'local' does not provide 'redis', only postgres, s3, route, environment, secret, volume, service-port, dns", error.Message);
        Assert.Contains("containers.api.variables.MODE: the stack's environment has no 'MODUS', expected one of: MODE", error.Message);
        Assert.Equal(0, declared);
    }

    private static Task<IReadOnlyDictionary<string, MockResourceArgs>> DeclareAsync(params string[] scores) => Declared.ByAsync(() =>
    {
        var catalog = WorkloadCatalog.Create(scores.Select((score, index) => WorkloadReader.Parse(score, $"apps/{index}/score.yaml")));
        var environment = new Dictionary<string, Output<string>> { ["MODE"] = Output.Create("test") };
        var target = new LocalTarget(catalog, Scores.Settings(catalog, environment));
        Platform.Declare(catalog, target, environment);
    });
}

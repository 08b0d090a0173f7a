using Newtonsoft.Json.Linq;
using Slipway.Infra.Components.Docker;

namespace Infra.Tests.Docker;

/// <summary>What becomes of Score files on a Docker host.</summary>
public sealed class DockerTargetTests
{
    [Fact]
    public async Task A_service_finds_its_database_by_the_name_the_server_has_on_the_data_network()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop);

        var server = Assert.Single(declared["postgres"].Names("slipway-test-data"));
        Assert.Equal(server, declared["shop-api"].Variables()["DB_HOST"]);
        Assert.Equal($"postgres://postgres_shared:secret-of-postgres-shared-password@{server}:5432/postgres_shared", declared.File("shop-api", "/run/secrets/DB"));
        Assert.Contains("slipway-test-data", declared["shop-api"].Networks());
    }

    [Fact]
    public async Task A_database_two_workloads_name_by_id_is_made_once_with_the_password_both_are_given()
    {
        var second = Scores.Shop.Replace("name: shop", "name: store").Replace("workload: shop", "workload: store");

        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, second);

        Assert.Single(declared.Containers(), container => container.Name == "postgres-shared");
        var statements = declared.File("postgres-shared", "/run/secrets/statements.sql");
        Assert.Contains("ALTER ROLE \"postgres_shared\" WITH LOGIN PASSWORD 'secret-of-postgres-shared-password'", statements);
        Assert.Contains("REVOKE CONNECT ON DATABASE \"postgres_shared\" FROM PUBLIC", statements);
        Assert.Equal("secret-of-postgres-shared-password", declared.File("shop-migrate", "/run/secrets/DB_PASSWORD"));
        Assert.Equal("secret-of-postgres-shared-password", declared.File("store-migrate", "/run/secrets/DB_PASSWORD"));
    }

    [Fact]
    public async Task Statements_run_once_as_the_administrator_and_what_needs_the_database_waits_for_their_end()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop);

        var statements = declared["postgres-shared"];
        Assert.Equal(["psql"], statements.Texts("entrypoints"));
        Assert.Equal(true, statements.Inputs["attach"]);
        Assert.Equal(false, statements.Inputs["mustRun"]);
        Assert.Equal("postgres:5432:*:postgres:secret-of-postgres.administrator-password\n", declared.File("postgres-shared", "/run/secrets/passwords"));
        Assert.Contains("postgres-shared", declared["shop-migrate"].Labels()["after"].Split(' '));
        Assert.Contains("shop-migrate", declared["shop-api"].Labels()["after"].Split(' '));
    }

    [Fact]
    public async Task A_bucket_has_a_key_that_opens_nothing_else_and_goes_in_on_standard_input()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop);

        var script = declared.File("s3-shop-files", "/run/secrets/bucket.sh");
        Assert.Contains("export MC_HOST_store='http://secret-of-s3.administrator-id:secret-of-s3.administrator-secret@s3:9000'", script);
        Assert.Contains("mc mb --ignore-existing store/s3-shop-files", script);
        Assert.Contains("'secret-of-s3-shop-files-key-id' 'secret-of-s3-shop-files-key-secret' | mc admin user add store", script);
        var policy = JObject.Parse(declared.File("s3-shop-files", "/run/secrets/policy.json"));
        Assert.All(policy["Statement"]!.SelectMany(statement => statement["Resource"]!.Values<string>()), resource => Assert.StartsWith("arn:aws:s3:::s3-shop-files", resource));
        Assert.All(policy["Statement"]!.SelectMany(statement => statement["Action"]!.Values<string>()), action => Assert.DoesNotContain("*", action));
        Assert.Equal("secret-of-s3-shop-files-key-secret", declared.File("shop-api", "/run/secrets/BUCKET_KEY"));
        Assert.Equal("s3-shop-files", declared["shop-api"].Variables()["BUCKET"]);
    }

    [Fact]
    public async Task A_redis_resource_is_a_server_of_its_own_that_knows_one_user()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop);

        Assert.Equal("redis-shop-cache:6379", declared["shop-api"].Variables()["CACHE"]);
        Assert.Equal(["redis-shop-cache"], declared["redis-shop-cache"].Names("slipway-test-data"));
        Assert.StartsWith("user default off\nuser workload on >secret-of-redis-shop-cache-password ", declared.File("redis-shop-cache", "/run/secrets/users.acl"));
        Assert.Equal("secret-of-redis-shop-cache-password", declared.File("shop-api", "/run/secrets/CACHE_PASSWORD"));
    }

    [Fact]
    public async Task A_service_is_spoken_to_by_its_name_on_the_port_it_listens_on()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.Equal("http://shop:8080", declared["keeper-main"].Variables()["SHOP"]);
        Assert.Equal("8080", declared["shop-api"].Variables()["PORT"]);
        Assert.Equal(["shop"], declared["shop-api"].Names("slipway-test-app"));
    }

    [Fact]
    public async Task A_workload_is_only_in_the_networks_it_needs()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.Equal(["slipway-test-app", "slipway-test-data", "slipway-test-front"], declared["shop-api"].Networks());
        Assert.Equal(["slipway-test-app"], declared["keeper-main"].Networks());
        Assert.Equal(["slipway-test-front"], declared["edge"].Networks());
        Assert.Equal(["slipway-test-app"], declared["prometheus"].Networks());
    }

    [Fact]
    public async Task Nginx_sends_requests_for_the_host_to_every_instance_and_asks_for_their_addresses_again()
    {
        var declared = await StackProgram.DeclareAsync(
            Scores.SettingsWith(("domain", "shops.example"), ("publish", "0.0.0.0:80")),
            Scores.Shop.Replace("slipway.dev/metrics", "slipway.dev/replicas: \"2\"\n    slipway.dev/metrics"));

        var text = declared.File("edge", "/etc/slipway/nginx.conf");
        Assert.Contains("server_name shop.shops.example;", text);
        Assert.Contains("server shop-1:8080 resolve;\n        server shop-2:8080 resolve;", text);
        Assert.Contains("resolver 127.0.0.11 valid=2s ipv6=off;", text);
        Assert.Contains("proxy_set_header Host $host;", text);
        Assert.Contains("location = /metrics {\n            return 404;", text);
        Assert.Equal(["shop", "shop-1"], declared["shop-api-1"].Names("slipway-test-front").Order());
        Assert.Equal(["shop", "shop-2"], declared["shop-api-2"].Names("slipway-test-front").Order());
    }

    [Fact]
    public async Task Grafana_is_the_one_tool_that_can_be_reached_and_asks_for_a_password()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop);

        var text = declared.File("edge", "/etc/slipway/nginx.conf");
        Assert.Contains("server grafana:3000 resolve;", text);
        Assert.DoesNotContain("prometheus", text);
        Assert.DoesNotContain("alertmanager", text);
        Assert.Equal("/run/secrets/password", declared["grafana"].Variables()["GF_SECURITY_ADMIN_PASSWORD__FILE"]);
        Assert.Equal("secret-of-grafana-password", declared.File("grafana", "/run/secrets/password"));
        Assert.Equal("http://grafana.localhost:8080/", declared["grafana"].Variables()["GF_SERVER_ROOT_URL"]);
        var sources = JObject.Parse(declared.File("grafana", "/etc/slipway/provisioning/datasources/slipway.yaml"));
        Assert.Equal(["http://prometheus:9090", "http://alertmanager:9093", "http://jaeger:16686"], sources["datasources"]!.Select(source => (string)source["url"]!));
    }

    [Fact]
    public async Task With_a_certificate_nginx_speaks_tls_from_version_1_2_on_and_the_key_is_a_secret_file()
    {
        var declared = await StackProgram.DeclareAsync(
            Scores.SettingsWith(("tlsCertificate", "-----chain-----"), ("tlsKey", "-----key-----"), ("publish", "0.0.0.0:443")), Scores.Shop);

        var text = declared.File("edge", "/etc/slipway/nginx.conf");
        Assert.Contains("listen 0.0.0.0:8080 ssl;", text);
        Assert.Contains("listen 0.0.0.0:8080 ssl default_server;", text);
        Assert.Contains("ssl_protocols TLSv1.2 TLSv1.3;", text);
        Assert.Equal("-----key-----", declared.File("edge", "/run/secrets/key.pem"));
        Assert.Equal("0400", declared.Upload("edge", "/run/secrets/key.pem")["permissions"]);
        Assert.Equal("https://grafana.localhost/", declared["grafana"].Variables()["GF_SERVER_ROOT_URL"]);
    }

    [Fact]
    public async Task Prometheus_reads_every_instance_of_every_workload_with_figures_and_every_exporter()
    {
        var declared = await StackProgram.DeclareAsync(
            Scores.Settings,
            Scores.Shop.Replace("slipway.dev/metrics", "slipway.dev/replicas: \"2\"\n    slipway.dev/metrics"));

        var configuration = JObject.Parse(declared.File("prometheus", "/etc/slipway/prometheus.yml"));
        var targets = configuration["scrape_configs"]!.ToDictionary(job => (string)job["job_name"]!, job => job.SelectTokens("static_configs[*].targets[*]").Select(target => (string)target!).ToList());
        Assert.Equal(["shop-1:8080", "shop-2:8080"], targets["shop"]);
        Assert.Equal(["alertmanager", "grafana", "nginx-exporter", "node-exporter", "postgres-exporter", "prometheus", "shop"], targets.Keys.Order());
        var named = declared.Kept().Where(container => container.Networks().Contains("slipway-test-app")).SelectMany(container => container.Names("slipway-test-app")).ToHashSet();
        Assert.All(targets.Values.SelectMany(addresses => addresses), address => Assert.Contains(address.Split(':')[0], named));
        Assert.Equal("alertmanager:9093", (string)configuration.SelectToken("alerting.alertmanagers[0].static_configs[0].targets[0]")!);
    }

    [Fact]
    public async Task Traces_go_to_jaeger_unless_the_score_file_says_where()
    {
        var elsewhere = Scores.Keeper.Replace("TOKEN: ", "OTEL_EXPORTER_OTLP_ENDPOINT: http://traces.example:4317\n      TOKEN: ");

        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, elsewhere);

        Assert.Equal("http://jaeger:4317", declared["shop-api"].Variables()["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http://traces.example:4317", declared["keeper-main"].Variables()["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal(["jaeger"], declared["jaeger"].Names("slipway-test-app"));
    }

    [Fact]
    public async Task A_container_others_wait_for_to_complete_runs_once_and_a_job_does_so_as_a_whole()
    {
        const string Job =
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: report
              annotations:
                slipway.dev/kind: job
            containers:
              main:
                image: registry.example/report:1
            """;

        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Job);

        Assert.Equal(["report-main", "shop-migrate"], declared.Started().Except(declared.Kept()).Where(container => container.Labels().ContainsKey("workload")).Select(container => container.Name!).Order());
        Assert.All(new[] { "report-main", "shop-migrate" }, name =>
        {
            Assert.Equal(true, declared[name].Inputs["attach"]);
            Assert.Equal("no", declared[name].Text("restart"));
        });
    }

    [Fact]
    public async Task Containers_that_run_together_share_the_network_of_one_that_does_nothing_else()
    {
        var both = Scores.Shop.Replace("  api:\n    image: .", "  proxy:\n    image: registry.example/proxy:1\n  api:\n    image: .");

        var declared = await StackProgram.DeclareAsync(Scores.Settings, both);

        Assert.Equal("container:shop.network-id", declared["shop-api"].Text("networkMode"));
        Assert.Equal("container:shop.network-id", declared["shop-proxy"].Text("networkMode"));
        Assert.Empty(declared["shop-api"].Networks());
        Assert.Equal(["slipway-test-app", "slipway-test-data", "slipway-test-front"], declared["shop.network"].Networks());
        Assert.Equal(["shop"], declared["shop.network"].Names("slipway-test-app"));
        Assert.Equal(["sleep"], declared["shop.network"].Texts("entrypoints"));
    }

    [Fact]
    public async Task Files_and_volumes_are_where_the_container_expects_them()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.Equal("token: secret-of-the-stack", declared.File("keeper-main", "/etc/keeper/keeper.yaml"));
        Assert.Equal("0640", declared.Upload("keeper-main", "/etc/keeper/keeper.yaml")["permissions"]);
        Assert.Equal("AAEC", declared.Upload("keeper-main", "/etc/keeper/logo.bin")["contentBase64"]);
        var volumes = declared["keeper-main"].Items("volumes");
        Assert.Equal("keeper-main.files-id:ro", volumes.Single(volume => volume.ContainsKey("fromContainer"))["fromContainer"]);
        var data = volumes.Single(volume => volume.ContainsKey("volumeName"));
        Assert.Equal("slipway-test-volume-keeper-data", data["volumeName"]);
        Assert.Equal("/data", data["containerPath"]);
        Assert.Equal(["10001:10001", "/volume"], declared["volume-keeper-data.owner"].Texts("command"));
        Assert.Equal("volume-keeper-data.owner", declared["keeper-main"].Labels()["after"]);
    }

    [Fact]
    public async Task Two_of_a_kind_never_write_to_one_volume_and_the_others_take_turns_without_a_gap()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        // With a name of its own a container must go before the next one comes; without, the new one is ready first.
        Assert.All(declared.Kept().Where(container => container.Items("volumes").Any(volume => volume.ContainsKey("volumeName"))), container =>
            Assert.Equal($"slipway-test-{container.Name}", container.Text("name")));
        Assert.False(declared["shop-api"].Inputs.ContainsKey("name"));
    }

    [Fact]
    public async Task Secrets_reach_our_images_as_files_and_a_foreign_one_with_a_command_through_a_line_of_shell()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        Assert.Equal("secret-of-the-stack", declared.File("shop-api", "/run/secrets/TOKEN"));
        Assert.False(declared["shop-api"].Variables().ContainsKey("TOKEN"));
        Assert.Empty(declared["shop-api"].Texts("entrypoints"));
        Assert.Equal(["/bin/sh", "-c", Secrets.ReadThenRun, "secrets", "/bin/keeper"], declared["keeper-main"].Texts("entrypoints"));
        Assert.Equal(["--verbose"], declared["keeper-main"].Texts("command"));
        Assert.Equal("secret-of-the-stack", declared.File("keeper-main", "/run/secrets/TOKEN"));
    }

    [Theory]
    [InlineData("file", "TOKEN_FILE", "/run/secrets/TOKEN")]
    [InlineData("environment", "TOKEN", "secret-of-the-stack")]
    public async Task A_foreign_image_without_a_command_takes_secrets_as_the_settings_say(string delivery, string variable, string value)
    {
        var score = Scores.Keeper.Replace("    command: [/bin/keeper]\n", "");

        var declared = await StackProgram.DeclareAsync(Scores.SettingsWith(("secretVariables", $$"""{"keeper":"{{delivery}}"}""")), Scores.Shop, score);

        Assert.Equal(value, declared["keeper-main"].Variables()[variable]);
        Assert.Empty(declared["keeper-main"].Texts("entrypoints"));
    }

    [Fact]
    public async Task Images_are_pulled_under_their_names_and_run_by_their_ids()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        var images = declared.Values.Where(resource => resource.Type == "docker:index/remoteImage:RemoteImage").ToList();
        Assert.Contains(images, image => image.Text("name") == "registry.example/services/shop:1.2.3");
        Assert.Contains(images, image => image.Text("name") == "registry.example/keeper:2.1");
        Assert.All(images, image =>
        {
            Assert.Matches("(:[0-9A-Za-z._-]+|@sha256:[0-9a-f]{64})$", image.Text("name"));
            Assert.DoesNotMatch(":latest$", image.Text("name"));
            Assert.Equal(true, image.Inputs["keepLocally"]);
        });
    }

    [Fact]
    public async Task The_daemon_may_be_on_another_machine_and_the_registry_may_ask_who_pulls()
    {
        var declared = await StackProgram.DeclareAsync(
            Scores.SettingsWith(("dockerHost", "ssh://deploy@client.example"), ("registryUsername", "puller"), ("registryPassword", "secret-of-the-registry")), Scores.Shop);

        var provider = declared.Values.Single(resource => resource.Type == "pulumi:providers:docker");
        Assert.Equal("ssh://deploy@client.example", provider.Text("host"));
        Assert.Contains("registry.example", provider.Text("registryAuth"));
        Assert.Contains("puller", provider.Text("registryAuth"));
    }

    [Fact]
    public async Task Data_is_protected_by_its_name_being_kept_and_every_server_has_a_volume()
    {
        var declared = await StackProgram.DeclareAsync(Scores.Settings, Scores.Shop, Scores.Keeper);

        var volumes = declared.Values.Where(resource => resource.Type == "docker:index/volume:Volume").Select(volume => volume.Text("name")).Order();
        Assert.Equal(
            ["alertmanager", "grafana", "postgres", "prometheus", "redis-shop-cache", "s3", "volume-keeper-data"],
            volumes.Select(name => name["slipway-test-".Length..]));
    }
}

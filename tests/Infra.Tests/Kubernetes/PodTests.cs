using Newtonsoft.Json.Linq;

namespace Infra.Tests.Kubernetes;

public sealed class PodTests
{
    [Fact]
    public async Task Every_pod_is_held_to_the_restricted_standard_and_gets_no_key_to_the_cluster()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var pods = cluster.Pods.ToList();
        Assert.Superset(
            new HashSet<string>
            {
                "shop-blue-deployment", "stock-blue-deployment", "keeper-blue-deployment", "nightly-job", "postgres-set", "s3-set", "redis-shop-cache-set",
                "postgres-shared-job", "prometheus-set", "alertmanager-set", "grafana-deployment", "postgres-exporter-deployment", "edge-deployment",
                "postgres-backup-schedule",
            },
            pods.Select(pod => pod.Name).ToHashSet());
        Assert.All(pods, pod =>
        {
            var spec = pod.Template["spec"]!;
            Assert.False((bool)spec["automountServiceAccountToken"]!, pod.Name);
            Assert.False((bool)spec["enableServiceLinks"]!, pod.Name);
            Assert.True((bool)spec.SelectToken("securityContext.runAsNonRoot")!, pod.Name);
            Assert.Equal("RuntimeDefault", spec.SelectToken("securityContext.seccompProfile.type"));
            Assert.NotEqual(0, (int?)spec.SelectToken("securityContext.runAsUser"));
            Assert.NotNull(spec["serviceAccountName"]);
            Assert.Null(spec["hostNetwork"]);
            Assert.Null(spec["hostPID"]);
            Assert.DoesNotContain(spec["volumes"]!, volume => volume["hostPath"] is not null);
        });
    }

    [Fact]
    public async Task Every_container_is_without_rights_with_a_read_only_root_limits_and_a_pinned_image()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var containers = cluster.Pods.SelectMany(pod => pod.Template.SelectTokens("spec['containers','initContainers'][*]")).ToList();
        Assert.True(containers.Count > 15);
        Assert.All(containers, container =>
        {
            var security = container["securityContext"]!;
            Assert.False((bool)security["allowPrivilegeEscalation"]!);
            Assert.False((bool)security["privileged"]!);
            Assert.True((bool)security["readOnlyRootFilesystem"]!);
            Assert.True((bool)security["runAsNonRoot"]!);
            Assert.Equal(["ALL"], security.SelectToken("capabilities.drop")!.Values<string>());
            Assert.Null(security.SelectToken("capabilities.add"));
            Assert.Equal("RuntimeDefault", security.SelectToken("seccompProfile.type"));
            Assert.All(new[] { "requests.cpu", "requests.memory", "limits.cpu", "limits.memory" }, size => Assert.NotNull(container.SelectToken($"resources.{size}")));
            Assert.Matches(@"(@sha256:[0-9a-f]{64}|:[^:/]+)$", (string)container["image"]!);
            Assert.DoesNotContain(":latest", (string)container["image"]!);
            Assert.Contains(container["volumeMounts"]!, mount => (string)mount["mountPath"]! == "/tmp");
        });
    }

    [Fact]
    public async Task Every_workload_and_part_runs_as_an_account_of_its_own_without_a_token()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var accounts = cluster.OfKind("ServiceAccount").ToList();
        Assert.All(accounts, account => Assert.False((bool)account.Inputs["automountServiceAccountToken"]!));
        var users = cluster.Pods.Select(pod => (Name: (string)pod.Template.SelectToken("metadata.labels['app.kubernetes.io/name']")!, Account: (string)pod.Template.SelectToken("spec.serviceAccountName")!)).ToList();
        Assert.All(users, user => Assert.Equal(user.Name, user.Account));
        Assert.Subset(accounts.Select(account => (string)account.Inputs.SelectToken("metadata.name")!).ToHashSet(), users.Select(user => user.Account).ToHashSet());
    }

    [Fact]
    public async Task Everything_is_in_the_namespace_of_the_stack_and_says_whose_it_is()
    {
        var cluster = await Cluster.DeclareAsync([("owner", "team-shop"), ("costCentre", "4711")], Scores.All);

        Assert.All(cluster.All.Where(resource => resource.Inputs["metadata"] is not null), resource =>
        {
            var metadata = resource.Inputs["metadata"]!;
            if (!resource.Type.EndsWith(":Namespace", StringComparison.Ordinal))
                Assert.Equal("shop-test", (string)metadata["namespace"]!);
            var labels = metadata["labels"]!;
            Assert.Equal(("slipway", "test", "team-shop", "4711", "slipway"), ((string)labels["project"]!, (string)labels["stack"]!, (string)labels["owner"]!, (string)labels["cost-centre"]!, (string)labels["managed-by"]!));
        });
    }

    [Fact]
    public async Task Pods_are_spread_over_zones_and_nodes()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.All(cluster.Pods, pod =>
        {
            var spread = (JArray)pod.Template.SelectToken("spec.topologySpreadConstraints")!;
            Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], spread.Select(constraint => (string)constraint["topologyKey"]!));
            Assert.All(spread, constraint =>
            {
                var selected = constraint.SelectToken("labelSelector.matchLabels")!.Children<JProperty>();
                Assert.All(selected, label => Assert.Equal((string)label.Value!, (string)pod.Template.SelectToken($"metadata.labels['{label.Name}']")!));
            });
        });
    }

    [Fact]
    public async Task Images_are_pulled_with_the_secret_that_is_named_by_every_pod()
    {
        var cluster = await Cluster.DeclareAsync([("pullSecret", "company-registry")], Scores.All);

        Assert.All(cluster.Pods, pod => Assert.Equal("company-registry", (string)pod.Template.SelectToken("spec.imagePullSecrets[0].name")!));
    }

    [Fact]
    public async Task Images_are_pulled_with_credentials_that_stand_in_a_secret_only()
    {
        var cluster = await Cluster.DeclareAsync([("registryUser", "puller"), ("registryPassword", "secret-of-registry")], Scores.All);

        var secret = cluster["registry-credentials"];
        Assert.Equal("kubernetes.io/dockerconfigjson", secret["type"]);
        var configuration = JObject.Parse((string)secret.SelectToken("stringData['.dockerconfigjson']")!);
        Assert.Equal("secret-of-registry", configuration.SelectToken("auths['registry.example'].password"));
        Assert.Equal((string)secret.SelectToken("metadata.name")!, (string)cluster.Pods.First().Template.SelectToken("spec.imagePullSecrets[0].name")!);
        Assert.Single(cluster.All, resource => resource.Inputs.ToString().Contains("secret-of-registry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_either_images_are_pulled_without_a_secret()
    {
        var cluster = await Cluster.DeclareAsync(Scores.Stock);

        Assert.All(cluster.Pods, pod => Assert.Null(pod.Template.SelectToken("spec.imagePullSecrets")));
    }
}

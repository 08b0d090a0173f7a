using Pulumi;
using Pulumi.Offline;
using Pulumi.Offline.Tests;

namespace Slipway.Providers.Tests;

public class RegistrationTests
{
    [Fact]
    public async Task An_aws_service_sends_its_nested_inputs_by_their_wire_names()
    {
        var sent = await Declared("web", () => _ = new Pulumi.Aws.Ecs.Service("web", new()
        {
            DesiredCount = 2,
            DeploymentCircuitBreaker = new Pulumi.Aws.Ecs.Inputs.ServiceDeploymentCircuitBreakerArgs { Enable = true, Rollback = true },
            LoadBalancers = { new Pulumi.Aws.Ecs.Inputs.ServiceLoadBalancerArgs { ContainerName = "web", ContainerPort = 8080, TargetGroupArn = "arn" } },
        }));

        Assert.Equal(("aws:ecs/service:Service", "7.48.0"), (sent.Type, sent.Version));
        Assert.Equal(["deploymentCircuitBreaker", "desiredCount", "loadBalancers"], sent.Inputs.Properties.Keys);
        Assert.Equal(["containerName", "containerPort", "targetGroupArn"], Element(sent.Inputs["loadBalancers"]).Properties.Keys);
        Assert.Equal(["enable", "rollback"], Map(sent.Inputs["deploymentCircuitBreaker"]).Properties.Keys);
    }

    [Fact]
    public async Task A_bucket_sends_its_name_as_bucket()
    {
        var sent = await Declared("b", () => _ = new Pulumi.Aws.S3.Bucket("b", new() { BucketName = "logs" }));

        Assert.Equal(new PropertyValue.Text("logs"), sent.Inputs["bucket"]);
    }

    [Fact]
    public async Task A_policy_is_a_text_or_a_document_with_capitals()
    {
        var sent = await Declared("p", () => _ = new Pulumi.Aws.S3.BucketPolicy("p", new()
        {
            Bucket = "b",
            Policy = new Pulumi.Aws.S3.Inputs.PolicyDocumentArgs
            {
                Version = Pulumi.Aws.Iam.PolicyDocumentVersion.PolicyDocumentVersion_2012_10_17,
                Statement = { new Pulumi.Aws.Iam.Inputs.PolicyStatementArgs { Effect = Pulumi.Aws.Iam.PolicyStatementEffect.DENY, Action = "s3:*", Principal = "*" } },
            },
        }));

        var policy = Map(sent.Inputs["policy"]);
        Assert.Equal(new PropertyValue.Text("2012-10-17"), policy["Version"]);
        Assert.Equal(["Action", "Effect", "Principal"], Element(policy["Statement"]).Properties.Keys);
    }

    [Fact]
    public async Task An_azure_app_takes_half_a_cpu()
    {
        var sent = await Declared("app", () => _ = new Pulumi.Azure.ContainerApp.App("app", new()
        {
            ContainerAppEnvironmentId = "env",
            ResourceGroupName = "rg",
            RevisionMode = "Multiple",
            Template = new Pulumi.Azure.ContainerApp.Inputs.AppTemplateArgs
            {
                Containers = { new Pulumi.Azure.ContainerApp.Inputs.AppTemplateContainerArgs { Name = "app", Image = "i", Cpu = 0.5, Memory = "1Gi" } },
            },
        }));

        Assert.Equal(("azure:containerapp/app:App", "6.40.0"), (sent.Type, sent.Version));
        Assert.Equal(new PropertyValue.Number(0.5), Element(Map(sent.Inputs["template"])["containers"])["cpu"]);
    }

    [Fact]
    public async Task A_kubernetes_object_sends_its_constants_whatever_it_was_given()
    {
        var sent = await Declared("c", () => _ = new Pulumi.Kubernetes.Core.V1.ConfigMap("c", new() { ApiVersion = "v0", Data = { ["k"] = "v" } }));

        Assert.Equal(("kubernetes:core/v1:ConfigMap", "4.34.2"), (sent.Type, sent.Version));
        Assert.Equal((new PropertyValue.Text("v1"), new PropertyValue.Text("ConfigMap")), (sent.Inputs["apiVersion"], sent.Inputs["kind"]));
    }

    [Fact]
    public async Task A_target_port_is_a_number_or_a_name()
    {
        var sent = await Declared("s", () => _ = new Pulumi.Kubernetes.Core.V1.Service("s", new()
        {
            Spec = new Pulumi.Kubernetes.Types.Inputs.Core.V1.ServiceSpecArgs
            {
                Type = Pulumi.Kubernetes.Core.V1.ServiceSpecType.ClusterIP,
                Ports =
                {
                    new Pulumi.Kubernetes.Types.Inputs.Core.V1.ServicePortArgs { Port = 80, TargetPort = 8080 },
                    new Pulumi.Kubernetes.Types.Inputs.Core.V1.ServicePortArgs { Port = 81, TargetPort = "metrics" },
                },
            },
        }));

        var spec = Map(sent.Inputs["spec"]);
        Assert.Equal(new PropertyValue.Text("ClusterIP"), spec["type"]);
        Assert.Equal(new PropertyValue.Number(8080), Element(spec["ports"])["targetPort"]);
        Assert.Equal(new PropertyValue.Text("metrics"), Element(spec["ports"], 1)["targetPort"]);
    }

    [Fact]
    public async Task A_custom_object_is_registered_under_its_own_kind()
    {
        var sent = await Declared("r", () => _ = new Pulumi.Kubernetes.ApiExtensions.CustomResource("r", new Examples.HttpRouteArgs { Spec = new Examples.HttpRouteSpecArgs { Hostnames = { "a.example" } } }));

        Assert.Equal("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", sent.Type);
        Assert.Equal(["apiVersion", "kind", "spec"], sent.Inputs.Properties.Keys);
    }

    [Fact]
    public async Task A_docker_container_sends_what_it_was_given()
    {
        var sent = await Declared("c", () => _ = new Pulumi.Docker.Container("c", new()
        {
            Image = "nginx",
            ReadOnly = true,
            Ports = { new Pulumi.Docker.Inputs.ContainerPortArgs { Internal = 80, External = 8080, Ip = "127.0.0.1" } },
            Capabilities = new Pulumi.Docker.Inputs.ContainerCapabilitiesArgs { Drops = { "ALL" } },
        }));

        Assert.Equal(("docker:index/container:Container", "5.2.0"), (sent.Type, sent.Version));
        Assert.Equal(["capabilities", "image", "ports", "readOnly"], sent.Inputs.Properties.Keys);
        Assert.Equal(["external", "internal", "ip"], Element(sent.Inputs["ports"]).Properties.Keys);
    }

    [Fact]
    public async Task Settings_of_a_provider_that_are_no_texts_are_sent_as_json()
    {
        var sent = await Declared("p", () => _ = new Pulumi.Docker.Provider("p", new() { Host = "ssh://host", SshOpts = { "-p", "22" } }));

        Assert.Equal("pulumi:providers:docker", sent.Type);
        Assert.Equal(new PropertyValue.Text("ssh://host"), sent.Inputs["host"]);
        Assert.Equal(new PropertyValue.Text("[\"-p\",\"22\"]"), sent.Inputs["sshOpts"]);
    }

    [Fact]
    public async Task Earlier_tokens_are_aliases()
    {
        var budget = await Declared("b", () => _ = new Pulumi.Kubernetes.Policy.V1.PodDisruptionBudget("b"));
        var assignment = await Declared("a", () => _ = new Pulumi.Azure.Authorization.Assignment("a", new() { PrincipalId = "p", Scope = "s" }));

        Assert.Equal(["kubernetes:policy/v1beta1:PodDisruptionBudget"], budget.Aliases.Select(alias => alias.Type));
        Assert.Equal(["azure:role/assignment:Assignment"], assignment.Aliases.Select(alias => alias.Type));
    }

    [Fact]
    public async Task What_is_secret_is_sent_as_a_secret()
    {
        var database = await Declared("db", () => _ = new Pulumi.Aws.Rds.Instance("db", new() { InstanceClass = "db.t4g.micro", Password = "p" }));
        var config = await Declared("s", () => _ = new Pulumi.Kubernetes.Core.V1.Secret("s", new() { StringData = new Dictionary<string, string> { ["k"] = "v" } }));
        var app = await Declared("app", () => _ = new Pulumi.Azure.ContainerApp.App("app", new()
        {
            ContainerAppEnvironmentId = "env",
            ResourceGroupName = "rg",
            RevisionMode = "Single",
            Secrets = { new Pulumi.Azure.ContainerApp.Inputs.AppSecretArgs { Name = "n", Value = "v" } },
            Template = new Pulumi.Azure.ContainerApp.Inputs.AppTemplateArgs
            {
                Containers = { new Pulumi.Azure.ContainerApp.Inputs.AppTemplateContainerArgs { Name = "app", Image = "i", Cpu = 1, Memory = "2Gi" } },
            },
        }));
        var copy = await Declared("c", () => _ = new Pulumi.Command.Remote.Command("c", new() { Connection = new Pulumi.Command.Remote.Inputs.ConnectionArgs { Host = "h", PrivateKey = "k" } }));

        Assert.Equal(new PropertyValue.Secret(new PropertyValue.Text("p")), database.Inputs["password"]);
        Assert.Equal(["password", "passwordWo"], database.AdditionalSecretOutputs.AsEnumerable());
        Assert.IsType<PropertyValue.Secret>(config.Inputs["stringData"]);
        Assert.Equal(["data", "stringData"], config.AdditionalSecretOutputs.AsEnumerable());
        Assert.IsType<PropertyValue.Secret>(Element(app.Inputs["secrets"])["value"]);
        Assert.IsType<PropertyValue.Secret>(copy.Inputs["connection"]);
    }

    [Fact]
    public async Task Entries_added_to_a_secret_map_are_as_secret_as_they_were()
    {
        // So it is in the provider's package: only what is assigned as a whole is marked. What comes back is secret in both cases.
        var sent = await Declared("s", () => _ = new Pulumi.Kubernetes.Core.V1.Secret("s", new() { StringData = { ["open"] = "v", ["hidden"] = Output.CreateSecret("v") } }));

        var data = Map(sent.Inputs["stringData"]);
        Assert.IsType<PropertyValue.Text>(data["open"]);
        Assert.IsType<PropertyValue.Secret>(data["hidden"]);
    }

    [Fact]
    public async Task Unset_secrets_are_not_sent()
    {
        var sent = await Declared("db", () => _ = new Pulumi.Aws.Rds.Instance("db", new() { InstanceClass = "db.t4g.micro" }));

        Assert.Equal(["instanceClass"], sent.Inputs.Properties.Keys);
    }

    [Fact]
    public async Task A_change_of_a_trigger_replaces_a_command()
    {
        var sent = await Declared("c", () => _ = new Pulumi.Command.Local.Command("c", new() { Triggers = new[] { "a" } }));

        Assert.Equal(["triggers[*]"], sent.ReplaceOnChanges.AsEnumerable());
    }

    [Fact]
    public async Task Options_given_win_over_the_packages_version()
    {
        var sent = await Declared("b", () => _ = new Pulumi.Aws.S3.Bucket("b", null, new() { Version = "7.0.0", Protect = true }));

        Assert.Equal(("7.0.0", true), (sent.Version, sent.Protect));
    }

    [Fact]
    public async Task An_existing_resource_is_read_by_its_id()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            _ = Pulumi.Aws.Ec2.Vpc.Get("vpc", "vpc-1");
            _ = Pulumi.Kubernetes.Core.V1.Namespace.Get("ns", "default");
        });

        Assert.Equal([("aws:ec2/vpc:Vpc", "vpc-1"), ("kubernetes:core/v1:Namespace", "default")], monitor.Reads.Select(read => (read.Type, read.Id)).Order());
    }

    [Fact]
    public async Task A_function_is_called_with_its_arguments_and_gives_its_result()
    {
        var monitor = new EchoMonitor { AnswerCall = call => call.Arguments.With("json", new PropertyValue.Text("{}")) };

        await monitor.RunAsync(() => _ = new Pulumi.Aws.Sqs.Queue("q", new()
        {
            Policy = Pulumi.Aws.Iam.GetPolicyDocument.Invoke(new()
            {
                Statements = { new Pulumi.Aws.Iam.Inputs.GetPolicyDocumentStatementInputArgs { Effect = "Allow", Actions = { "sqs:*" } } },
            }).Apply(document => document.Json),
        }));

        var call = Assert.Single(monitor.Calls);
        Assert.Equal("aws:iam/getPolicyDocument:getPolicyDocument", call.Token);
        Assert.Equal(["actions", "effect"], Element(call.Arguments["statements"]).Properties.Keys);
        Assert.Equal(new PropertyValue.Text("{}"), monitor["q"].Inputs["policy"]);
    }

    [Fact]
    public async Task Nested_outputs_are_read_into_their_classes()
    {
        var monitor = new EchoMonitor();
        var port = 0;

        await monitor.RunAsync(() => Deployment.RunAsync(() =>
        {
            var service = new Pulumi.Aws.Ecs.Service("s", new()
            {
                LoadBalancers = { new Pulumi.Aws.Ecs.Inputs.ServiceLoadBalancerArgs { ContainerName = "c", ContainerPort = 8080 } },
            });
            service.LoadBalancers.Apply(balancers => port = balancers[0].ContainerPort);
        }));

        Assert.Equal(8080, port);
    }

    private static async Task<ResourceRegistration> Declared(string name, Action declare)
    {
        var monitor = new EchoMonitor();
        var exit = await monitor.RunAsync(declare);
        Assert.True(exit == 0, string.Join("\n", monitor.Errors));
        return monitor[name];
    }

    private static PropertyValue.Map Map(PropertyValue? value) => Assert.IsType<PropertyValue.Map>(value);

    private static PropertyValue.Map Element(PropertyValue? value, int index = 0) => Map(Assert.IsType<PropertyValue.List>(value).Items[index]);
}

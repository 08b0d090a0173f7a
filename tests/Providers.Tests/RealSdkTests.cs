using System.Reflection;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Slipway.Providers.Tests;

/// <summary>What is known of the classes in the official packages of the same versions.</summary>
public class RealSdkTests
{
    [Theory]
    [InlineData(typeof(Pulumi.Aws.LB.LoadBalancer), "aws:lb/loadBalancer:LoadBalancer")]
    [InlineData(typeof(Pulumi.Aws.WafV2.WebAcl), "aws:wafv2/webAcl:WebAcl")]
    [InlineData(typeof(Pulumi.Aws.ElastiCache.ReplicationGroup), "aws:elasticache/replicationGroup:ReplicationGroup")]
    [InlineData(typeof(Pulumi.Aws.SecretsManager.Secret), "aws:secretsmanager/secret:Secret")]
    [InlineData(typeof(Pulumi.Aws.AppAutoScaling.Policy), "aws:appautoscaling/policy:Policy")]
    [InlineData(typeof(Pulumi.Aws.Vpc.SecurityGroupIngressRule), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")]
    [InlineData(typeof(Pulumi.Azure.PostgreSql.FlexibleServer), "azure:postgresql/flexibleServer:FlexibleServer")]
    [InlineData(typeof(Pulumi.Azure.ContainerApp.App), "azure:containerapp/app:App")]
    [InlineData(typeof(Pulumi.Azure.OperationalInsights.AnalyticsWorkspace), "azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace")]
    [InlineData(typeof(Pulumi.Azure.Authorization.Assignment), "azure:authorization/assignment:Assignment")]
    [InlineData(typeof(Pulumi.Kubernetes.Apps.V1.Deployment), "kubernetes:apps/v1:Deployment")]
    [InlineData(typeof(Pulumi.Kubernetes.Core.V1.Namespace), "kubernetes:core/v1:Namespace")]
    [InlineData(typeof(Pulumi.Kubernetes.Networking.V1.NetworkPolicy), "kubernetes:networking.k8s.io/v1:NetworkPolicy")]
    [InlineData(typeof(Pulumi.Kubernetes.Rbac.V1.RoleBinding), "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding")]
    [InlineData(typeof(Pulumi.Docker.RemoteImage), "docker:index/remoteImage:RemoteImage")]
    [InlineData(typeof(Pulumi.Command.Remote.Command), "command:remote:Command")]
    [InlineData(typeof(Pulumi.Random.RandomId), "random:index/randomId:RandomId")]
    public void A_class_stands_in_its_namespace(Type type, string token)
    {
        Assert.Equal(token, type.GetCustomAttribute<Pulumi.ResourceTypeAttribute>()!.Type);
    }

    [Theory]
    [InlineData(typeof(Pulumi.Aws.S3.Bucket), "BucketName", "bucket")]
    [InlineData(typeof(Pulumi.Aws.Iam.Policy), "PolicyDocument", "policy")]
    public void A_property_that_would_bear_its_classs_name_is_called_otherwise(Type type, string name, string wire)
    {
        Assert.Equal(wire, type.GetProperty(name)!.GetCustomAttribute<Pulumi.OutputAttribute>()!.Name);
        Assert.NotNull(Shapes.Arguments(type).Args.GetProperty(name));
    }

    [Fact]
    public void A_container_port_is_called_a_value()
    {
        Assert.Equal("Input<Int32>", Shapes.TypeOf(typeof(ContainerPortArgs), "ContainerPortValue"));
        Assert.Equal("Int32", Shapes.TypeOf(typeof(Pulumi.Kubernetes.Types.Outputs.Core.V1.ContainerPort), "ContainerPortValue"));
    }

    [Theory]
    [InlineData(typeof(Pulumi.Azure.ContainerApp.Inputs.AppTemplateContainerArgs), "Cpu", "Input<Double>")]
    [InlineData(typeof(Pulumi.Aws.CloudWatch.MetricAlarmArgs), "Threshold", "Input<Double>?")]
    [InlineData(typeof(Pulumi.Aws.CloudWatch.MetricAlarmArgs), "EvaluationPeriods", "Input<Int32>?")]
    [InlineData(typeof(Pulumi.Azure.OperationalInsights.AnalyticsWorkspaceArgs), "DailyQuotaGb", "Input<Double>?")]
    [InlineData(typeof(Pulumi.Aws.Rds.InstanceArgs), "InstanceClass", "InputUnion<String, InstanceType>")]
    [InlineData(typeof(Pulumi.Aws.Rds.Instance), "InstanceClass", "Output<String>")]
    [InlineData(typeof(Pulumi.Aws.S3.BucketPolicyArgs), "Policy", "InputUnion<String, PolicyDocumentArgs>")]
    [InlineData(typeof(Pulumi.Aws.Lambda.FunctionArgs), "Role", "Input<String>")]
    [InlineData(typeof(Pulumi.Aws.Ecs.ServiceArgs), "LoadBalancers", "InputList<ServiceLoadBalancerArgs>")]
    [InlineData(typeof(Pulumi.Aws.Ecs.Service), "LoadBalancers", "Output<ImmutableArray<ServiceLoadBalancer>>")]
    [InlineData(typeof(Pulumi.Aws.Ecs.Service), "DesiredCount", "Output<Int32?>")]
    [InlineData(typeof(Pulumi.Azure.Core.ResourceGroupArgs), "Tags", "InputMap<String>")]
    [InlineData(typeof(ServicePortArgs), "TargetPort", "InputUnion<Int32, String>?")]
    [InlineData(typeof(ServiceSpecArgs), "Type", "InputUnion<String, ServiceSpecType>?")]
    [InlineData(typeof(Pulumi.Kubernetes.Core.V1.Service), "Spec", "Output<ServiceSpec>")]
    [InlineData(typeof(Pulumi.Kubernetes.Types.Outputs.Core.V1.ServiceSpec), "ClusterIP", "String")]
    [InlineData(typeof(Pulumi.Docker.ContainerArgs), "Image", "Input<String>")]
    [InlineData(typeof(Pulumi.Command.Remote.Inputs.ConnectionArgs), "Port", "Input<Double>?")]
    [InlineData(typeof(Pulumi.Command.Local.Command), "Logging", "Output<Logging?>")]
    [InlineData(typeof(Pulumi.Command.Local.Command), "Assets", "Output<ImmutableDictionary<String, AssetOrArchive>?>")]
    public void A_member_has_its_type(Type owner, string member, string type)
    {
        Assert.Equal(type, Shapes.TypeOf(owner, member));
    }

    [Fact]
    public void Kubernetes_arguments_are_open_and_may_be_left_out()
    {
        var (args, isOptional) = Shapes.Arguments(typeof(Pulumi.Kubernetes.Apps.V1.Deployment));

        Assert.Equal("Pulumi.Kubernetes.Types.Inputs.Apps.V1.DeploymentArgs", args.FullName);
        Assert.False(args.IsSealed);
        Assert.True(isOptional);
        Assert.Equal(["spec"], Shapes.Required(args));
    }

    [Fact]
    public void A_claim_within_a_stateful_set_is_the_claims_own_arguments()
    {
        var templates = Shapes.TypeOf(typeof(Pulumi.Kubernetes.Types.Inputs.Apps.V1.StatefulSetSpecArgs), "VolumeClaimTemplates");

        Assert.Equal("InputList<PersistentVolumeClaimArgs>", templates);
        Assert.Null(typeof(PersistentVolumeClaimArgs).GetProperty("Status"));
    }

    [Fact]
    public void Functions_have_plain_and_lifted_arguments()
    {
        Assert.Equal("List<GetPolicyDocumentStatementArgs>", Shapes.TypeOf(typeof(Pulumi.Aws.Iam.GetPolicyDocumentArgs), "Statements"));
        Assert.Equal("InputList<GetPolicyDocumentStatementInputArgs>", Shapes.TypeOf(typeof(Pulumi.Aws.Iam.GetPolicyDocumentInvokeArgs), "Statements"));
        Assert.Equal("String", Shapes.TypeOf(typeof(Pulumi.Aws.Iam.GetPolicyDocumentResult), "Json"));
        Assert.Equal(["InvokeOptions"], typeof(Pulumi.Azure.Core.GetClientConfig).GetMethod("InvokeAsync")!.GetParameters().Select(parameter => parameter.ParameterType.Name));
    }

    [Fact]
    public void A_choice_is_a_struct_over_its_text()
    {
        Assert.Equal("gp3", Pulumi.Aws.Rds.StorageType.GP3.ToString());
        Assert.Equal("LoadBalancer", (string)Pulumi.Kubernetes.Core.V1.ServiceSpecType.LoadBalancer);
        Assert.True(Pulumi.Command.Local.Logging.None == Pulumi.Command.Local.Logging.None);
        Assert.False(Pulumi.Command.Local.Logging.None == Pulumi.Command.Local.Logging.Stderr);
    }

    [Fact]
    public void The_bridges_defaults_are_there()
    {
        Assert.NotNull(new Pulumi.Aws.Ec2.SecurityGroupArgs().Description);
        Assert.NotNull(new Pulumi.Docker.ImageArgs { ImageName = "i" }.SkipPush);
        Assert.NotNull(new Pulumi.Command.Remote.Inputs.ConnectionArgs().User);
        Assert.Null(new Pulumi.Aws.Ecs.ServiceArgs().Name);
    }
}

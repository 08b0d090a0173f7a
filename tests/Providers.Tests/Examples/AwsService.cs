using System.Text.Json;
using Pulumi;
using Pulumi.Aws;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ecs.Inputs;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Iam.Inputs;
using Pulumi.Aws.LB;
using Pulumi.Aws.LB.Inputs;
using Pulumi.Aws.Rds;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;
using Pulumi.Aws.WafV2.Inputs;
using SecurityGroup = Pulumi.Aws.Ec2.SecurityGroup;

namespace Slipway.Providers.Tests.Examples;

/// <summary>A web service on Fargate behind a load balancer, with a database and a bucket.</summary>
internal static class AwsService
{
    public static void Declare()
    {
        var zones = GetAvailabilityZones.Invoke(new GetAvailabilityZonesInvokeArgs { State = "available" });
        var caller = GetCallerIdentity.Invoke();
        var vpc = new Vpc("main", new VpcArgs { CidrBlock = "10.0.0.0/16", EnableDnsHostnames = true, Tags = { { "Name", "main" } } });
        var subnets = Enumerable.Range(0, 2).Select(index => new Subnet($"private-{index}", new SubnetArgs
        {
            VpcId = vpc.Id,
            CidrBlock = $"10.0.{index}.0/24",
            AvailabilityZone = zones.Apply(found => found.Names[index]),
        })).ToArray();
        var group = new SecurityGroup("web", new SecurityGroupArgs
        {
            VpcId = vpc.Id,
            Egress = { new Pulumi.Aws.Ec2.Inputs.SecurityGroupEgressArgs { FromPort = 0, ToPort = 0, Protocol = "-1", CidrBlocks = { "0.0.0.0/0" } } },
        });
        _ = new Pulumi.Aws.Vpc.SecurityGroupIngressRule("https", new()
        {
            SecurityGroupId = group.Id,
            IpProtocol = "tcp",
            FromPort = 443,
            ToPort = 443,
            CidrIpv4 = "0.0.0.0/0",
        });

        var role = new Role("task", new RoleArgs
        {
            AssumeRolePolicy = JsonSerializer.Serialize(new Dictionary<string, object?> { ["Version"] = "2012-10-17" }),
        });
        var policy = new Policy("read", new PolicyArgs
        {
            PolicyDocument = GetPolicyDocument.Invoke(new GetPolicyDocumentInvokeArgs
            {
                Statements =
                {
                    new GetPolicyDocumentStatementInputArgs
                    {
                        Actions = { "s3:GetObject" },
                        Resources = { "*" },
                        Conditions = { new GetPolicyDocumentStatementConditionInputArgs { Test = "Bool", Variable = "aws:SecureTransport", Values = { "true" } } },
                    },
                },
            }).Apply(document => document.Json),
        });
        _ = new RolePolicyAttachment("read", new RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = policy.Arn });

        var balancer = new LoadBalancer("web", new LoadBalancerArgs
        {
            LoadBalancerType = "application",
            SecurityGroups = { group.Id },
            Subnets = { subnets[0].Id, subnets[1].Id },
        });
        var targets = new TargetGroup("web", new TargetGroupArgs
        {
            Port = 8080,
            Protocol = "HTTP",
            TargetType = "ip",
            VpcId = vpc.Id,
            HealthCheck = new TargetGroupHealthCheckArgs { Path = "/healthz", Interval = 10 },
        });
        var listener = new Listener("https", new ListenerArgs
        {
            LoadBalancerArn = balancer.Arn,
            Port = 443,
            Protocol = "HTTPS",
            DefaultActions =
            {
                new ListenerDefaultActionArgs
                {
                    Type = "forward",
                    Forward = new ListenerDefaultActionForwardArgs
                    {
                        TargetGroups = { new ListenerDefaultActionForwardTargetGroupArgs { Arn = targets.Arn, Weight = 100 } },
                    },
                },
            },
        });

        var logs = new LogGroup("web", new LogGroupArgs { RetentionInDays = 30 });
        var cluster = new Pulumi.Aws.Ecs.Cluster("main");
        var task = new Pulumi.Aws.Ecs.TaskDefinition("web", new()
        {
            Family = "web",
            Cpu = "256",
            Memory = "512",
            NetworkMode = "awsvpc",
            RequiresCompatibilities = { "FARGATE" },
            TaskRoleArn = role.Arn,
            ContainerDefinitions = Output.JsonSerialize(Output.Create(new[] { new Dictionary<string, object> { ["name"] = "web", ["image"] = "nginx" } })),
        });
        _ = new Pulumi.Aws.Ecs.Service("web", new()
        {
            Cluster = cluster.Arn,
            TaskDefinition = task.Arn,
            DesiredCount = 2,
            LaunchType = "FARGATE",
            NetworkConfiguration = new ServiceNetworkConfigurationArgs { Subnets = subnets.Select(subnet => subnet.Id).ToArray(), SecurityGroups = { group.Id } },
            LoadBalancers = { new ServiceLoadBalancerArgs { TargetGroupArn = targets.Arn, ContainerName = "web", ContainerPort = 8080 } },
        }, new CustomResourceOptions { DependsOn = { listener } });

        _ = new Instance("db", new InstanceArgs
        {
            Engine = "postgres",
            InstanceClass = InstanceType.T4G_Micro,
            AllocatedStorage = 20,
            StorageType = StorageType.GP3,
            Username = "app",
            ManageMasterUserPassword = true,
            VpcSecurityGroupIds = { group.Id },
        });
        var bucket = new Bucket("files", new BucketArgs { BucketName = caller.Apply(identity => $"files-{identity.AccountId}") });
        _ = new BucketServerSideEncryptionConfiguration("files", new()
        {
            Bucket = bucket.Id,
            Rules =
            {
                new BucketServerSideEncryptionConfigurationRuleArgs
                {
                    ApplyServerSideEncryptionByDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs { SseAlgorithm = "aws:kms" },
                },
            },
        });
        _ = new Pulumi.Aws.WafV2.WebAcl("edge", new()
        {
            Scope = "REGIONAL",
            DefaultAction = new WebAclDefaultActionArgs { Allow = new WebAclDefaultActionAllowArgs() },
            VisibilityConfig = new WebAclVisibilityConfigArgs { CloudwatchMetricsEnabled = true, MetricName = "edge", SampledRequestsEnabled = true },
            Rules =
            {
                new WebAclRuleArgs
                {
                    Name = "common",
                    Priority = 1,
                    OverrideAction = new WebAclRuleOverrideActionArgs { None = new WebAclRuleOverrideActionNoneArgs() },
                    Statement = new WebAclRuleStatementArgs
                    {
                        ManagedRuleGroupStatement = new WebAclRuleStatementManagedRuleGroupStatementArgs { VendorName = "AWS", Name = "AWSManagedRulesCommonRuleSet" },
                    },
                    VisibilityConfig = new WebAclRuleVisibilityConfigArgs { CloudwatchMetricsEnabled = true, MetricName = "common", SampledRequestsEnabled = true },
                },
            },
        });
        _ = new MetricAlarm("errors", new MetricAlarmArgs
        {
            ComparisonOperator = "GreaterThanThreshold",
            EvaluationPeriods = 2,
            Threshold = 0.5,
            MetricName = "Errors",
            Namespace = "web",
            Dimensions = { ["group"] = logs.Name },
        });
    }
}

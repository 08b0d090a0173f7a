using System.Collections.Immutable;

namespace Slipway.Costs.Kinds;

/// <summary>Kinds of resource that cost nothing themselves. What is neither here nor has an estimator is told of as unknown.</summary>
internal static class FreeKinds
{
    private static readonly ImmutableHashSet<string> Types = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        // Certificates of load balancers, permissions, names of keys, networks and their rules: free in themselves.
        "aws:acm/certificate:Certificate",
        "aws:acm/certificateValidation:CertificateValidation",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "aws:ec2/flowLog:FlowLog",
        "aws:ec2/internetGateway:InternetGateway",
        "aws:ec2/route:Route",
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/vpc:Vpc",
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:kms/alias:Alias",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",

        // Settings of something that is billed itself.
        "aws:appautoscaling/policy:Policy",
        "aws:appautoscaling/target:Target",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "aws:ecs/taskDefinition:TaskDefinition",
        "aws:lb/listener:Listener",
        "aws:lb/listenerRule:ListenerRule",
        "aws:lb/targetGroup:TargetGroup",
        "aws:rds/eventSubscription:EventSubscription",
        "aws:rds/parameterGroup:ParameterGroup",
        "aws:rds/subnetGroup:SubnetGroup",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:s3/bucketLogging:BucketLogging",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketVersioning:BucketVersioning",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:secretsmanager/secretVersion:SecretVersion",
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",

        // Records that point at load balancers, entries of tasks, and mails below a thousand a month.
        "aws:route53/record:Record",
        "aws:servicediscovery/service:Service",
        "aws:sns/topic:Topic",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topicSubscription:TopicSubscription",

        // Runs for seconds, when something is deployed.
        "aws:lambda/function:Function",
        "aws:lambda/invocation:Invocation",

        // Permissions, groups, networks and their rules.
        "azure:authorization/assignment:Assignment",
        "azure:authorization/userAssignedIdentity:UserAssignedIdentity",
        "azure:core/resourceGroup:ResourceGroup",
        "azure:management/lock:Lock",
        "azure:network/natGatewayPublicIpAssociation:NatGatewayPublicIpAssociation",
        "azure:network/networkSecurityGroup:NetworkSecurityGroup",
        "azure:network/subnet:Subnet",
        "azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation",
        "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation",
        "azure:network/virtualNetwork:VirtualNetwork",

        // Settings of something that is billed itself; the firewall comes with Front Door Premium.
        "azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain",
        "azure:cdn/frontdoorCustomDomainAssociation:FrontdoorCustomDomainAssociation",
        "azure:cdn/frontdoorEndpoint:FrontdoorEndpoint",
        "azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy",
        "azure:cdn/frontdoorOrigin:FrontdoorOrigin",
        "azure:cdn/frontdoorOriginGroup:FrontdoorOriginGroup",
        "azure:cdn/frontdoorRoute:FrontdoorRoute",
        "azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy",
        "azure:keyvault/secret:Secret",
        "azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration",
        "azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase",
        "azure:privatedns/aRecord:ARecord",
        "azure:privatedns/zoneVirtualNetworkLink:ZoneVirtualNetworkLink",
        "azure:storage/container:Container",
        "azure:storage/managementPolicy:ManagementPolicy",

        // Billed by what is written to the workspace, or by mails above a thousand a month.
        "azure:appinsights/insights:Insights",
        "azure:monitoring/actionGroup:ActionGroup",
        "azure:monitoring/diagnosticSetting:DiagnosticSetting",

        // Its apps are billed; a profile of machines of its own would be too, and no stack has one.
        "azure:containerapp/environment:Environment");

    public static bool Contains(string type) => Types.Contains(type);
}

using Slipway.Policies.Rules.Network;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class NetworkCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new DatabaseIsPrivate(),
            About = "RDS",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"publiclyAccessible": false}""")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"publiclyAccessible": true}""")],
            Message = "postgres (aws:rds/instance:Instance): publiclyAccessible is true, expected false. Set PubliclyAccessible to false in infra/Components/Aws/Postgres.cs.",
        },
        new()
        {
            Rule = new DatabaseIsPrivate(),
            About = "Flexible Server",
            Passing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres", """{"publicNetworkAccessEnabled": false}""")],
            Failing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres")],
            Message = "postgres (azure:postgresql/flexibleServer:FlexibleServer): publicNetworkAccessEnabled is true, expected false. Set PublicNetworkAccessEnabled to false in infra/Components/Azure/Postgres.cs.",
        },
        new()
        {
            Rule = new DatabaseIsPrivate(),
            About = "Managed Redis",
            Passing = [Some.Resource("azure:managedredis/managedRedis:ManagedRedis", "cache", """{"publicNetworkAccess": "Disabled"}""")],
            Failing = [Some.Resource("azure:managedredis/managedRedis:ManagedRedis", "cache", """{"publicNetworkAccess": "Enabled"}""")],
            Message = "cache (azure:managedredis/managedRedis:ManagedRedis): publicNetworkAccess is 'Enabled', expected 'Disabled'. Set PublicNetworkAccess to Disabled in infra/Components/Azure/Cache.cs.",
        },
        new()
        {
            Rule = new DatabaseIsPrivate(),
            About = "a service of Kubernetes",
            Passing = [Some.Resource("kubernetes:core/v1:Service", "postgres", """{"spec": {"ports": [{"port": 5432}]}}""")],
            Failing = [Some.Resource("kubernetes:core/v1:Service", "postgres", """{"spec": {"type": "LoadBalancer", "ports": [{"port": 5432}]}}""")],
            Message = "postgres (kubernetes:core/v1:Service): spec.type is 'LoadBalancer', expected ClusterIP. Set the service's type to ClusterIP.",
        },
        new()
        {
            Rule = new DatabaseIsPrivate(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "postgres", """{"ports": [{"internal": 8080, "external": 8080}]}""")],
            Failing = [Some.Resource("docker:index/container:Container", "postgres", """{"ports": [{"internal": 5432, "external": 5432}]}""")],
            Message = "postgres (docker:index/container:Container): ports[0].internal is 5432, expected no published port of a database. Take the port away: workloads reach the database by its network.",
        },
        new()
        {
            Rule = new DatabaseIsInDataSubnet(),
            About = "RDS",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"dbSubnetGroupName": "data"}""")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres")],
            Message = "postgres (aws:rds/instance:Instance): dbSubnetGroupName is not set, expected the group of the data subnets. Give the server the subnet group of infra/Components/Aws/Network.cs.",
        },
        new()
        {
            Rule = new DatabaseIsInDataSubnet(),
            About = "Flexible Server",
            Passing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres", """{"delegatedSubnetId": "data"}""")],
            Failing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres")],
            Message = "postgres (azure:postgresql/flexibleServer:FlexibleServer): delegatedSubnetId is false, expected true. Delegate the data subnet to the server in infra/Components/Azure/Postgres.cs.",
        },
        new()
        {
            Rule = new BucketIsPrivate(),
            About = "a bucket of S3",
            Passing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "files", """{"blockPublicAcls": true, "blockPublicPolicy": true, "ignorePublicAcls": true, "restrictPublicBuckets": true}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Failing = [Some.Resource("aws:s3/bucket:Bucket", "files")],
            Message = "files (aws:s3/bucket:Bucket): no aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock refers to it, expected one. Declare a BucketPublicAccessBlock for it.",
        },
        new()
        {
            Rule = new BucketIsPrivate(),
            About = "what a bucket blocks",
            Passing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "files", """{"blockPublicAcls": true, "blockPublicPolicy": true, "ignorePublicAcls": true, "restrictPublicBuckets": true}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Failing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "files", """{"blockPublicAcls": true, "blockPublicPolicy": false, "ignorePublicAcls": true, "restrictPublicBuckets": true}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Message = "files (aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock): blockPublicPolicy is false, expected true. Set all four members of the BucketPublicAccessBlock to true.",
        },
        new()
        {
            Rule = new BucketIsPrivate(),
            About = "a storage account",
            Passing = [Some.Resource("azure:storage/account:Account", "files", """{"allowNestedItemsToBePublic": false, "publicNetworkAccessEnabled": false}""")],
            Failing = [Some.Resource("azure:storage/account:Account", "files", """{"allowNestedItemsToBePublic": true, "publicNetworkAccessEnabled": false}""")],
            Message = "files (azure:storage/account:Account): allowNestedItemsToBePublic is true, expected false. Set AllowNestedItemsToBePublic to false.",
        },
        new()
        {
            Rule = new BucketIsPrivate(),
            About = "a container of blobs",
            Passing = [Some.Resource("azure:storage/container:Container", "files", """{"containerAccessType": "private"}""")],
            Failing = [Some.Resource("azure:storage/container:Container", "files", """{"containerAccessType": "blob"}""")],
            Message = "files (azure:storage/container:Container): containerAccessType is 'blob', expected 'private'. Set ContainerAccessType to private.",
        },
        new()
        {
            Rule = new BucketPolicyIsNotPublic(),
            About = "bp",
            Passing = [Some.Resource("aws:s3/bucketPolicy:BucketPolicy", "files", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}}, {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:SourceVpce\": \"vpce-1\"}}}]}"}""")],
            Failing = [Some.Resource("aws:s3/bucketPolicy:BucketPolicy", "files", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}"}""")],
            Message = "files (aws:s3/bucketPolicy:BucketPolicy): policy[0] allows principal '*' without a condition, expected named principals. Name the principals, or deny instead of allowing.",
        },
        new()
        {
            Rule = new VaultIsPrivate(),
            About = "Key Vault",
            Passing = [Some.Resource("azure:keyvault/keyVault:KeyVault", "vault", """{"publicNetworkAccessEnabled": false, "networkAcls": {"defaultAction": "Deny"}, "purgeProtectionEnabled": true}""")],
            Failing = [Some.Resource("azure:keyvault/keyVault:KeyVault", "vault", """{"publicNetworkAccessEnabled": false, "networkAcls": {"defaultAction": "Allow"}, "purgeProtectionEnabled": true}""")],
            Message = "vault (azure:keyvault/keyVault:KeyVault): networkAcls.defaultAction is 'Allow', expected 'Deny'. Set NetworkAcls.DefaultAction to Deny.",
        },
        new()
        {
            Rule = new VaultIsPrivate(),
            About = "Secrets Manager",
            Passing = [Some.Resource("aws:secretsmanager/secretPolicy:SecretPolicy", "password", """{"blockPublicPolicy": true}""")],
            Failing = [Some.Resource("aws:secretsmanager/secretPolicy:SecretPolicy", "password")],
            Message = "password (aws:secretsmanager/secretPolicy:SecretPolicy): blockPublicPolicy is false, expected true. Set BlockPublicPolicy to true.",
        },
        new()
        {
            Rule = new RegistryIsPrivate(),
            About = "acr",
            Passing = [Some.Resource("azure:containerservice/registry:Registry", "registry", """{"adminEnabled": false, "anonymousPullEnabled": false, "publicNetworkAccessEnabled": false}""")],
            Failing = [Some.Resource("azure:containerservice/registry:Registry", "registry", """{"adminEnabled": true, "anonymousPullEnabled": false, "publicNetworkAccessEnabled": false}""")],
            Message = "registry (azure:containerservice/registry:Registry): adminEnabled is true, expected false. Set AdminEnabled to false: workloads pull by identity.",
        },
        new()
        {
            Rule = new InternetReachesOnlyWebPorts(),
            About = "a rule of a group",
            Passing = [Some.Resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ssh", """{"cidrIpv4": "0.0.0.0/0", "fromPort": 443, "toPort": 443}""")],
            Failing = [Some.Resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ssh", """{"cidrIpv4": "0.0.0.0/0", "fromPort": 22, "toPort": 22}""")],
            Message = "ssh (aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule): fromPort to toPort 22-22 are open to every address, expected 80 or 443 only. Name the group or the addresses that may connect.",
        },
        new()
        {
            Rule = new InternetReachesOnlyWebPorts(),
            About = "a group",
            Passing = [Some.Resource("aws:ec2/securityGroup:SecurityGroup", "edge", """{"ingress": [{"cidrBlocks": ["10.0.0.0/8"], "fromPort": 22, "toPort": 22}]}""")],
            Failing = [Some.Resource("aws:ec2/securityGroup:SecurityGroup", "edge", """{"ingress": [{"cidrBlocks": ["0.0.0.0/0"], "fromPort": 0, "toPort": 65535}]}""")],
            Message = "edge (aws:ec2/securityGroup:SecurityGroup): ingress[0].fromPort to ingress[0].toPort 0-65535 are open to every address, expected 80 or 443 only. Name the group or the addresses that may connect.",
        },
        new()
        {
            Rule = new InternetReachesOnlyWebPorts(),
            About = "rules of Azure",
            Passing = [Some.Resource("azure:network/networkSecurityGroup:NetworkSecurityGroup", "rules", """{"securityRules": [{"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "Internet", "destinationPortRange": "443"}]}""")],
            Failing = [Some.Resource("azure:network/networkSecurityGroup:NetworkSecurityGroup", "rules", """{"securityRules": [{"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "Internet", "destinationPortRange": "22"}]}""")],
            Message = "rules (azure:network/networkSecurityGroup:NetworkSecurityGroup): securityRules[0].destinationPortRange lets 'Internet' in to port 22, expected 80 and 443 only. Name the addresses that may connect.",
        },
        new()
        {
            Rule = new WorkloadHasNoPublicAddress(),
            About = "ECS",
            Passing = [Some.Resource("aws:ecs/service:Service", "api", """{"networkConfiguration": {"assignPublicIp": false}}""")],
            Failing = [Some.Resource("aws:ecs/service:Service", "api", """{"networkConfiguration": {"assignPublicIp": true}}""")],
            Message = "api (aws:ecs/service:Service): networkConfiguration.assignPublicIp is true, expected false. Set AssignPublicIp to false: the way out is the NAT gateway.",
        },
        new()
        {
            Rule = new WorkloadHasNoPublicAddress(),
            About = "Container Apps",
            Passing = [Some.Resource("azure:containerapp/environment:Environment", "apps", """{"internalLoadBalancerEnabled": true}""")],
            Failing = [Some.Resource("azure:containerapp/environment:Environment", "apps")],
            Message = "apps (azure:containerapp/environment:Environment): internalLoadBalancerEnabled is false, expected true. Set slipway:internal to true.",
        },
        new()
        {
            Rule = new WorkloadHasNoPublicAddress(),
            About = "a service of Kubernetes",
            Passing = [Some.Resource("kubernetes:core/v1:Service", "api", """{"spec": {"type": "ClusterIP"}}""")],
            Failing = [Some.Resource("kubernetes:core/v1:Service", "api", """{"spec": {"type": "NodePort"}}""")],
            Message = "api (kubernetes:core/v1:Service): spec.type is 'NodePort', expected ClusterIP. Set the service's type to ClusterIP and route to it.",
        },
        new()
        {
            Rule = new WorkloadHasNoPublicAddress(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"ports": [{"internal": 8080, "external": 8080}]}""")],
            Message = "api (docker:index/container:Container): ports publishes a port of the host, expected none but the router's. Take the port away: the router reaches it by its network.",
        },
        new()
        {
            Rule = new NetworkDeniesByDefault(),
            About = "rules of Azure",
            Passing = [Some.Resource("azure:network/networkSecurityGroup:NetworkSecurityGroup", "rules", """{"securityRules": [{"access": "Deny", "direction": "Inbound", "sourceAddressPrefix": "*", "destinationPortRange": "*", "priority": 4096}]}""")],
            Failing = [Some.Resource("azure:network/networkSecurityGroup:NetworkSecurityGroup", "rules", """{"securityRules": [{"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "10.0.0.0/8", "destinationPortRange": "443"}]}""")],
            Message = "rules (azure:network/networkSecurityGroup:NetworkSecurityGroup): securityRules has no rule that denies the rest, expected a last inbound rule with access 'Deny' from '*'. Add a rule of priority 4096 that denies all.",
        },
        new()
        {
            Rule = new NetworkDeniesByDefault(),
            About = "a VPC",
            Passing =
            [
                Some.Resource("aws:ec2/vpc:Vpc", "network"),
                Some.Resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "none"),
            ],
            Failing = [Some.Resource("aws:ec2/vpc:Vpc", "network")],
            Message = "network (aws:ec2/vpc:Vpc): no aws:ec2/defaultSecurityGroup:DefaultSecurityGroup empties its default group, expected one. Declare a DefaultSecurityGroup without rules.",
        },
        new()
        {
            Rule = new NetworkDeniesByDefault(),
            About = "a namespace",
            Passing =
            [
                Some.Resource("kubernetes:core/v1:Namespace", "shop", """{"metadata": {"name": "shop"}}"""),
                Some.Resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", """{"metadata": {"name": "deny", "namespace": "shop"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}}"""),
            ],
            Failing =
            [
                Some.Resource("kubernetes:core/v1:Namespace", "shop", """{"metadata": {"name": "shop"}}"""),
                Some.Resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", """{"metadata": {"name": "deny", "namespace": "shop"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress"]}}"""),
            ],
            Message = "shop (kubernetes:core/v1:Namespace): no NetworkPolicy of namespace 'shop' denies both directions for every pod, expected one. Declare a NetworkPolicy with an empty podSelector, policyTypes Ingress and Egress, and no rules.",
        },
        new()
        {
            Rule = new NetworkDeniesByDefault(),
            About = "networks of Docker",
            Passing =
            [
                Some.Resource("docker:index/network:Network", "front"),
                Some.Resource("docker:index/network:Network", "data", """{"internal": true}"""),
            ],
            Failing =
            [
                Some.Resource("pulumi:pulumi:Stack", "shop-test"),
                Some.Resource("docker:index/network:Network", "front"),
            ],
            Message = "shop-test (pulumi:pulumi:Stack): no docker:index/network:Network is internal, expected one for data. Put databases on a network with Internal set to true.",
        },
        new()
        {
            Rule = new ContainerKeepsToItself(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}], "hostNetwork": true}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.hostNetwork is true, expected false. Take hostNetwork away.",
        },
        new()
        {
            Rule = new ContainerKeepsToItself(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}, "networkMode": "bridge"}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}, "networkMode": "host"}""")],
            Message = "api (docker:index/container:Container): networkMode is 'host', expected 'its own'. Take networkMode host away and use a network.",
        },
        new()
        {
            Rule = new NetworkFlowIsLogged(),
            About = "a VPC",
            Passing =
            [
                Some.Resource("aws:ec2/vpc:Vpc", "network"),
                Some.Resource("aws:ec2/flowLog:FlowLog", "log").From("vpcId", Some.Resource("aws:ec2/vpc:Vpc", "network")),
            ],
            Failing = [Some.Resource("aws:ec2/vpc:Vpc", "network")],
            Message = "network (aws:ec2/vpc:Vpc): no aws:ec2/flowLog:FlowLog refers to it, expected one. Declare a FlowLog for it.",
        },
        new()
        {
            Rule = new EntryHasFirewall(),
            About = "a load balancer",
            Passing =
            [
                Some.Resource("aws:lb/loadBalancer:LoadBalancer", "edge"),
                Some.Resource("aws:wafv2/webAclAssociation:WebAclAssociation", "edge").From("resourceArn", Some.Resource("aws:lb/loadBalancer:LoadBalancer", "edge")),
            ],
            Failing = [Some.Resource("aws:lb/loadBalancer:LoadBalancer", "edge")],
            Message = "edge (aws:lb/loadBalancer:LoadBalancer): no aws:wafv2/webAclAssociation:WebAclAssociation refers to it, expected one. Associate the web ACL of infra/Components/Aws/WebFirewall.cs with it.",
        },
        new()
        {
            Rule = new EntryHasFirewall(),
            About = "Front Door",
            Passing =
            [
                Some.Resource("azure:cdn/frontdoorProfile:FrontdoorProfile", "edge"),
                Some.Resource("azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy", "firewall"),
            ],
            Failing = [Some.Resource("azure:cdn/frontdoorProfile:FrontdoorProfile", "edge")],
            Message = "edge (azure:cdn/frontdoorProfile:FrontdoorProfile): the stack has no azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy, expected one before its hosts. Set slipway:edge to premium.",
        },
        new()
        {
            Rule = new EntryHasFirewall(),
            About = "a firewall of Front Door",
            Passing = [Some.Resource("azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy", "firewall", """{"mode": "Prevention"}""")],
            Failing = [Some.Resource("azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy", "firewall", """{"mode": "Detection"}""")],
            Message = "firewall (azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy): mode is 'Detection', expected 'Prevention'. Set Mode to Prevention: in Detection it lets everything pass.",
        },
    ];
}

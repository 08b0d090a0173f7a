using System.Collections.Immutable;
using System.Text.Json;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Rules;

/// <summary>The tags or labels of a resource, whatever its target calls them.</summary>
/// <param name="Path">The property they are in.</param>
internal sealed record Tags(string Path, ImmutableHashSet<string> Names, bool IsKnown)
{
    // Whether a type carries tags is the provider's to say; of these every resource that can is seen by its own.
    private static readonly ImmutableHashSet<string> AwsWithTags =
    [
        "aws:rds/instance:Instance", "aws:s3/bucket:Bucket", "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:lb/loadBalancer:LoadBalancer", "aws:ecs/cluster:Cluster",
        "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition", "aws:ecr/repository:Repository", "aws:kms/key:Key", "aws:secretsmanager/secret:Secret",
        "aws:cloudwatch/logGroup:LogGroup", "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:elasticache/replicationGroup:ReplicationGroup", "aws:efs/fileSystem:FileSystem",
        "aws:iam/role:Role", "aws:lambda/function:Function", "aws:sns/topic:Topic", "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/natGateway:NatGateway", "aws:ec2/eip:Eip",
    ];

    private static readonly ImmutableHashSet<string> AzureWithTags =
    [
        "azure:core/resourceGroup:ResourceGroup", "azure:network/virtualNetwork:VirtualNetwork", "azure:postgresql/flexibleServer:FlexibleServer", "azure:storage/account:Account",
        "azure:keyvault/keyVault:KeyVault", "azure:containerservice/registry:Registry", "azure:containerapp/app:App", "azure:containerapp/job:Job",
        "azure:containerapp/environment:Environment", "azure:cdn/frontdoorProfile:FrontdoorProfile", "azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace",
        "azure:managedredis/managedRedis:ManagedRedis", "azure:network/publicIp:PublicIp", "azure:network/natGateway:NatGateway", "azure:monitoring/metricAlert:MetricAlert",
    ];

    /// <summary>Null for what carries none.</summary>
    public static Tags? Of(ResourceGraph graph, GraphResource resource) =>
        AwsWithTags.Contains(resource.Type) ? With(Read("tags", resource.Inputs["tags"]), DefaultsOf(graph, resource))
        : AzureWithTags.Contains(resource.Type) ? Read("tags", resource.Inputs["tags"])
        : resource.Type is "docker:index/container:Container" or "docker:index/network:Network" or "docker:index/volume:Volume" ? Read("labels", resource.Inputs["labels"])
        : resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && resource.Inputs["metadata"] is GraphValue.Map metadata && !IsGenerated(resource) ? Read("metadata.labels", metadata["labels"])
        : null;

    private static bool IsGenerated(GraphResource resource) => resource.Type.StartsWith("kubernetes:helm", StringComparison.Ordinal) || resource.Type.StartsWith("kubernetes:yaml", StringComparison.Ordinal);

    private static Tags With(Tags own, Tags defaults) => own with { Names = own.Names.Union(defaults.Names), IsKnown = own.IsKnown && defaults.IsKnown };

    // Provider settings of more than a text are JSON in a text.
    private static Tags DefaultsOf(ResourceGraph graph, GraphResource resource) => graph.ProviderOf(resource)?.Inputs["defaultTags"] switch
    {
        GraphValue.Unknown => new("tags", [], IsKnown: false),
        GraphValue.Map map => Read("tags", map["tags"]),
        GraphValue.Text { Value: var json } => Parsed(json),
        _ => new("tags", [], IsKnown: true),
    };

    private static Tags Parsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("tags", out var tags) ? Read("tags", Graph.Reading.ValueJson.Read(tags)) : new("tags", [], IsKnown: true);
    }

    private static Tags Read(string path, GraphValue? value) => value switch
    {
        null or GraphValue.Null => new(path, [], IsKnown: true),
        GraphValue.Map map => new(path, [.. map.Entries.Select(entry => entry.Key)], IsKnown: true),
        GraphValue.List list => new(path, [.. list.Items.OfType<GraphValue.Map>().Select(item => (item["label"] as GraphValue.Text)?.Value).OfType<string>()], IsKnown: true),
        _ => new(path, [], IsKnown: false),
    };
}

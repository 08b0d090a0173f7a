using System.Collections.Immutable;
using Pulumi;

namespace Slipway.Cli.Sandbox.Programs;

/// <summary>A network, a database in it and a bucket, with the types and inputs of the AWS provider.</summary>
internal sealed class AwsStack : Stack
{
    private static readonly CustomResourceOptions Provider = new() { Version = "6.66.2" };

    public AwsStack()
    {
        var network = new AwsResource("aws:ec2/vpc:Vpc", "network", new Dictionary<string, object?>
        {
            ["cidrBlock"] = "10.0.0.0/16",
            ["enableDnsHostnames"] = true,
            ["tags"] = new Dictionary<string, object?> { ["Name"] = "shop", ["owner"] = "platform" },
        });
        var subnets = Enumerable.Range(0, 2).Select(zone => new AwsResource("aws:ec2/subnet:Subnet", $"private-{zone}", new Dictionary<string, object?>
        {
            ["vpcId"] = network.Id,
            ["cidrBlock"] = $"10.0.{zone}.0/24",
        })).ToArray();
        var group = new AwsResource("aws:rds/subnetGroup:SubnetGroup", "database", new Dictionary<string, object?>
        {
            ["subnetIds"] = subnets.Select(subnet => (object?)subnet.Id).ToArray(),
        });
        _ = new AwsResource("aws:rds/instance:Instance", "database", new Dictionary<string, object?>
        {
            ["engine"] = "postgres",
            ["instanceClass"] = "db.t4g.micro",
            ["allocatedStorage"] = 20,
            ["dbSubnetGroupName"] = group.Id,
            ["password"] = new Config().RequireSecret("password"),
            ["publiclyAccessible"] = false,
        });
        var bucket = new AwsResource("aws:s3/bucketV2:BucketV2", "files", new Dictionary<string, object?>
        {
            ["bucket"] = "shop-files",
            ["forceDestroy"] = false,
        });
        Bucket = bucket.Id;
    }

    [Output("bucket")]
    public Output<string> Bucket { get; private set; }

    private sealed class AwsResource(string type, string name, Dictionary<string, object?> inputs)
        : CustomResource(type, name, new DictionaryResourceArgs(inputs.ToImmutableDictionary()), Provider);
}

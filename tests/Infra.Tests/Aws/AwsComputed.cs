using System.Collections.Immutable;
using Pulumi.Testing;

namespace Infra.Tests.Aws;

/// <summary>What AWS would answer for a resource, as far as other resources refer to it.</summary>
internal static class AwsComputed
{
    public static ImmutableDictionary<string, object> State(MockResourceArgs resource)
    {
        var name = resource.Name!;
        var state = resource.Inputs.SetItem("arn", $"arn-of-{name}").SetItem("arnSuffix", $"suffix-of-{name}");
        if (!state.ContainsKey("name"))
            state = state.SetItem("name", $"name-of-{name}");
        return resource.Type switch
        {
            "aws:acm/certificate:Certificate" => state.SetItem("domainValidationOptions", List(new Dictionary<string, object>
            {
                ["resourceRecordName"] = "_proof.example.com",
                ["resourceRecordType"] = "CNAME",
                ["resourceRecordValue"] = "_answer.acm.example",
            })),
            "aws:acm/certificateValidation:CertificateValidation" => state,
            "aws:ecr/repository:Repository" => state.SetItem("repositoryUrl", $"111122223333.dkr.ecr.eu-central-1.amazonaws.com/{state["name"]}"),
            "aws:ecs/taskDefinition:TaskDefinition" => state.SetItem("arnWithoutRevision", $"family-of-{name}"),
            "aws:elasticache/replicationGroup:ReplicationGroup" => state
                .SetItem("primaryEndpointAddress", $"address-of-{name}")
                .SetItem("memberClusters", ImmutableArray.Create<object>($"{name}-001")),
            "aws:rds/instance:Instance" => state
                .SetItem("address", $"address-of-{name}")
                .SetItem("masterUserSecrets", List(new Dictionary<string, object> { ["secretArn"] = "arn-of-administrator" })),
            "aws:secretsmanager/secretVersion:SecretVersion" => state.SetItem("versionId", $"version-of-{name}"),
            _ => state,
        };
    }

    private static ImmutableArray<object> List(Dictionary<string, object> item) => [item.ToImmutableDictionary()];
}

using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;

namespace Slipway.Cli.Tests.Support;

/// <summary>Answers for AWS as a cloud would, as far as a program refers to the answers; makes nothing.</summary>
internal sealed class CloudStandIn : IProvider
{
    private int _made;

    public bool CarriesOut(string type) => true;

    public CheckResult Check(ResourceOperation operation) => CheckResult.Fine(operation.Inputs);

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) => new(changes);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) => PropertyValue.Map.Empty;

    public Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        var id = $"{operation.Name}-{Interlocked.Increment(ref _made)}";
        return Task.FromResult(new MadeResource(id, Outputs(operation)));
    }

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult<ReadResource?>(new ReadResource(operation.Id!, operation.Inputs, Outputs(operation)));

    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is updated here.");

    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is deleted here.");

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) => throw new NotSupportedException("A preview without credentials calls no functions.");

    private static PropertyValue.Map Outputs(ResourceOperation operation)
    {
        var name = operation.Name;
        var outputs = With(operation.Inputs, ("arn", $"arn:aws:test::{name}"), ("arnSuffix", $"suffix/{name}"));
        if (outputs["name"] is null) outputs = With(outputs, ("name", name));
        return operation.Type switch
        {
            "aws:acm/certificate:Certificate" => outputs.With("domainValidationOptions", One(
                ("resourceRecordName", "_proof.example.com"), ("resourceRecordType", "CNAME"), ("resourceRecordValue", "_answer.acm.example"))),
            "aws:ecr/repository:Repository" => With(outputs, ("repositoryUrl", $"111122223333.dkr.ecr.eu-central-1.amazonaws.com/{name}")),
            "aws:ecs/taskDefinition:TaskDefinition" => With(outputs, ("arnWithoutRevision", $"arn:aws:test::{name}")),
            "aws:elasticache/replicationGroup:ReplicationGroup" => With(outputs, ("primaryEndpointAddress", $"{name}.cache.example.com"))
                .With("memberClusters", new PropertyValue.List([new PropertyValue.Text($"{name}-001")])),
            "aws:kms/key:Key" => With(outputs, ("keyId", $"key-of-{name}")),
            "aws:lb/loadBalancer:LoadBalancer" => With(outputs, ("dnsName", $"{name}.elb.example.com"), ("zoneId", "Z215JYRZR1TBD5")),
            "aws:rds/instance:Instance" => With(outputs, ("address", $"{name}.rds.example.com")).With("masterUserSecrets", One(("secretArn", $"arn:aws:test::{name}-administrator"))),
            "aws:route53/record:Record" => With(outputs, ("fqdn", $"{name}.example.com")),
            "aws:secretsmanager/secretVersion:SecretVersion" => With(outputs, ("versionId", $"version-of-{name}")),
            _ => outputs,
        };
    }

    private static PropertyValue.List One(params ReadOnlySpan<(string Name, string Value)> texts) => new([With(PropertyValue.Map.Empty, texts)]);

    private static PropertyValue.Map With(PropertyValue.Map map, params ReadOnlySpan<(string Name, string Value)> texts)
    {
        foreach (var (name, value) in texts) map = map.With(name, new PropertyValue.Text(value));
        return map;
    }
}

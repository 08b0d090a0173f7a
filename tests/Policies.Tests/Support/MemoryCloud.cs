using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;

namespace Slipway.Policies.Tests.Support;

/// <summary>Every cloud at once, in memory: a resource is its inputs, and every output that another one asks for is a text naming it.</summary>
internal sealed class MemoryCloud : IProvider
{
    public bool CarriesOut(string type) => true;

    public CheckResult Check(ResourceOperation operation) => CheckResult.Fine(operation.Inputs);

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) => new(changes);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) => Outputs(operation);

    public Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult(new MadeResource($"{operation.Name}-id", Outputs(operation)));

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult<ReadResource?>(new ReadResource(operation.Id!, operation.OldInputs!, operation.OldOutputs!));

    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) => Task.FromResult(Outputs(operation));

    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"The function '{call.Token}' is not played here.");

    private static PropertyValue.Map Outputs(ResourceOperation operation)
    {
        var outputs = operation.Inputs.With("arn", new PropertyValue.Text($"arn-of-{operation.Type}-{operation.Name}"));
        foreach (var name in new[] { "arnSuffix", "keyId", "name", "address", "endpoint", "dnsName", "zoneId", "fqdn", "stdout", "repositoryUrl", "loginServer", "versionId", "principalId", "clientId", "hostName", "vaultUri", "primaryEndpointAddress", "arnWithoutRevision", "primaryAccessKey", "primaryBlobEndpoint", "resourceGuid", "workspaceId", "hostname", "validationToken", "customDomainVerificationId", "defaultDomain", "staticIpAddress", "primaryBlobHost", "publicIp", "latestRevisionName", "versionlessId", "resourceVersionlessId", "connectionString", "instrumentationKey", "tenantId", "objectId", "resourceId", "ipAddress", "repoDigest", "imageId", "queueUrl", "invokeArn", "bucketRegionalDomainName", "domainName" })
        {
            if (outputs[name] is null) outputs = outputs.With(name, new PropertyValue.Text($"{name}-of-{operation.Name}"));
        }

        return operation.Type switch
        {
            "aws:acm/certificate:Certificate" => outputs.With("domainValidationOptions", One(("resourceRecordName", "_proof.example.com"), ("resourceRecordType", "CNAME"), ("resourceRecordValue", "_answer.acm.example"))),
            "aws:elasticache/replicationGroup:ReplicationGroup" => outputs.With("memberClusters", new PropertyValue.List([new PropertyValue.Text($"{operation.Name}-001")])),
            "aws:rds/instance:Instance" => outputs.With("masterUserSecrets", One(("secretArn", "arn-of-administrator"))),
            "docker:index/container:Container" => outputs.With("exitCode", new PropertyValue.Number(0)),
            _ => outputs,
        };
    }

    private static PropertyValue.List One(params (string Name, string Value)[] members) =>
        new([PropertyValue.Map.Of(members.Select(member => KeyValuePair.Create(member.Name, (PropertyValue)new PropertyValue.Text(member.Value))))]);
}

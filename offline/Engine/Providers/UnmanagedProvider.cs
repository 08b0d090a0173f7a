using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Engine.Providers;

/// <summary>Plans resources of a package that only `pulumi up` can make: compares inputs, knows no outputs.</summary>
public sealed class UnmanagedProvider(string package) : IProvider
{
    public bool CarriesOut(string type) => false;

    public CheckResult Check(ResourceOperation operation) => CheckResult.Fine(operation.Inputs);

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) => new(changes);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) => PropertyValue.Map.Empty;

    public Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw Refusal(package);

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw Refusal(package);

    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw Refusal(package);

    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw Refusal(package);

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) => throw Refusal(package);

    internal static ProviderException Refusal(string package) =>
        new($"provider '{package}' is not carried out by the offline engine: use `pulumi up`");
}

using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Engine.Providers;

public sealed class RandomProvider : IProvider
{
    public bool CarriesOut => true;
    public CheckResult Check(ResourceOperation operation) => throw new NotSupportedException();
    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) => throw new NotSupportedException();
    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) => throw new NotSupportedException();
    public Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) => throw new NotSupportedException();
}

using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;

namespace Slipway.Benchmarks.Engine;

/// <summary>Makes resources that are nothing but their record, as <c>terraform_data</c> does: what is measured is the engine.</summary>
internal sealed class MemoryProvider : IProvider
{
    private int _made;

    public bool CarriesOut(string type) => true;

    public CheckResult Check(ResourceOperation operation) => CheckResult.Fine(operation.Inputs);

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) => new(changes);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) => PropertyValue.Map.Empty;

    public Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult(new MadeResource($"thing-{Interlocked.Increment(ref _made)}", Outputs(operation)));

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult<ReadResource?>(new ReadResource(operation.Id!, operation.OldInputs!, operation.OldOutputs!));

    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) => Task.FromResult(Outputs(operation));

    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The benchmark calls no functions.");

    private static PropertyValue.Map Outputs(ResourceOperation operation) => operation.Inputs.With("out", operation.Inputs["value"]!);
}

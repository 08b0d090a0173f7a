using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine.Providers;

/// <summary>The engine's own resources: explicit providers, and references to the outputs of other stacks.</summary>
internal sealed class PulumiProvider(StackContext context) : IProvider
{
    private const string StackReference = "pulumi:pulumi:StackReference";

    public bool CarriesOut(string type) => true;

    public CheckResult Check(ResourceOperation operation) => CheckResult.Fine(operation.Inputs);

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) => new(changes);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) => operation.Inputs;

    public Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        operation.Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal)
            ? Task.FromResult(new MadeResource(Guid.NewGuid().ToString(), operation.Inputs))
            : throw new ProviderException($"a resource of type '{operation.Type}' can only be read");

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        if (operation.Type != StackReference) throw new ProviderException($"a resource of type '{operation.Type}' cannot be read");
        var name = (operation.Inputs["name"]?.WithoutSecrets() as PropertyValue.Text)?.Value ?? operation.Id ?? "";
        var (project, stack) = name.Split('/') switch
        {
            [_, var full, var last] => (full, last),
            [var full, var last] => (full, last),
            [var only] => (context.Project, only),
            _ => throw new ProviderException($"the stack reference '{name}' is not of the form 'organization/project/stack'. Write it so."),
        };
        var store = context.State.For(project, stack);
        var content = store.ReadCheckpoint()
            ?? throw new ProviderException($"the stack '{name}' has no state at '{store.Location}'. Run up for it first, or correct the name.");
        var outputs = new StackSnapshot(Checkpoint.Parse(content, store.Location, new SecretCodec(context.Secrets)).Resources, []).Outputs;
        var secretNames = outputs.Where(output => output.Value.ContainsSecret).Select(output => (PropertyValue)new PropertyValue.Text(output.Key));
        return Task.FromResult<ReadResource?>(new ReadResource(
            name,
            operation.Inputs,
            PropertyValue.Map.Empty
                .With("name", new PropertyValue.Text(name))
                .With("outputs", outputs)
                .With("secretOutputNames", new PropertyValue.List([.. secretNames]))));
    }

    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) => Task.FromResult(operation.Inputs);

    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<CreationTrace> TraceAsync(ResourceOperation operation, ImmutableArray<string> known, CancellationToken cancellationToken) =>
        // A value that was not recorded exists nowhere.
        Task.FromResult(CreationTrace.None);

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) =>
        throw new ProviderException($"function '{call.Token}' is not known here");
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;

namespace Slipway.Engine.Tests.Support;

/// <summary>A provider whose resources live in memory. Output <c>out</c> repeats input <c>value</c>; input <c>fixed</c> cannot change in place.</summary>
internal sealed class Cloud : IProvider
{
    private int next;
    private int running;

    public ConcurrentDictionary<string, PropertyValue.Map> Resources { get; } = new(StringComparer.Ordinal);

    /// <summary>The URN each was made for.</summary>
    public ConcurrentDictionary<string, string> Urns { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Log { get; } = new();

    public int MostAtOnce { get; private set; }

    public TimeSpan Takes { get; init; }

    public Action<string, ResourceOperation> Before { get; init; } = static (_, _) => { };

    public bool CarriesOut(string type) => true;

    public CheckResult Check(ResourceOperation operation) =>
        operation.Inputs["bad"] is null ? CheckResult.Fine(operation.Inputs) : new(operation.Inputs, [new("bad", "is not allowed. Take it out.")]);

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) =>
        new([.. changes.Select(change => change.Path == "fixed" ? change with { ForcesReplacement = true } : change)]);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) =>
        operation.Id is null ? PropertyValue.Map.Empty : operation.Inputs.With("out", operation.Inputs["value"] ?? PropertyValue.Nothing);

    public async Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        await WorkAsync("create", operation, cancellationToken);
        var id = $"id-{Interlocked.Increment(ref next)}";
        Resources[id] = operation.Inputs;
        Urns[id] = operation.Urn;
        return new(id, Outputs(operation));
    }

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult(Resources.TryGetValue(operation.Id!, out var inputs) ? new ReadResource(operation.Id!, inputs, inputs.With("out", inputs["value"] ?? PropertyValue.Nothing)) : null);

    public async Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        await WorkAsync("update", operation, cancellationToken);
        Resources[operation.Id!] = operation.Inputs;
        return Outputs(operation);
    }

    public async Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        await WorkAsync("delete", operation, cancellationToken);
        // Without an id when an interrupted creation is cleared away.
        if (operation.Id is { } id) Resources.TryRemove(id, out _);
    }

    /// <summary>Found by URN, unless the type says that it cannot be.</summary>
    public Task<CreationTrace> TraceAsync(ResourceOperation operation, ImmutableArray<string> known, CancellationToken cancellationToken) =>
        Task.FromResult(operation.Type switch
        {
            "test:index:Blind" => CreationTrace.Lost,
            "test:index:Again" => CreationTrace.Again,
            _ => Urns.FirstOrDefault(entry => entry.Value == operation.Urn && Resources.ContainsKey(entry.Key) && !known.Contains(entry.Key)).Key is { } id
                ? new CreationTrace.Found(new MadeResource(id, Outputs(operation)))
                : CreationTrace.None,
        });

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) => Task.FromResult(call.Arguments);

    private static PropertyValue.Map Outputs(ResourceOperation operation) =>
        operation.Inputs.With("out", operation.Inputs["value"] ?? PropertyValue.Nothing);

    private async Task WorkAsync(string what, ResourceOperation operation, CancellationToken cancellationToken)
    {
        Before(what, operation);
        var now = Interlocked.Increment(ref running);
        MostAtOnce = Math.Max(MostAtOnce, now);
        if (Takes > TimeSpan.Zero) await Task.Delay(Takes, cancellationToken);
        Interlocked.Decrement(ref running);
        Log.Enqueue($"{what} {operation.Name}");
    }
}

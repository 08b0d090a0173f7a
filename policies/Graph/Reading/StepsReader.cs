using System.Text.Json;

namespace Slipway.Policies.Graph.Reading;

/// <summary>
/// Puts the steps of a preview together, one resource each: a replacement comes as up to three steps. The steps are those
/// of <c>pulumi preview --json</c>, or the <c>resourcePreEvent</c>s of an event log.
/// </summary>
internal sealed class StepsReader(bool tellsDependencies)
{
    private readonly Dictionary<string, GraphResource> _resources = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public int Unchanged { get; private set; }

    public ResourceGraph ToGraph() =>
        new(_order.Count == 0 ? "" : ResourceUrn.StackOf(_order[0]), _order.Select(urn => _resources[urn]));

    public void Add(string op, JsonElement? before, JsonElement? after)
    {
        var step = StepOf(op);
        if (step == GraphStep.Same) Unchanged++;
        if (step is null || (after ?? before) is not { } json) return;
        var resource = StateJson.Read(json, step.Value, tellsDependencies);
        if (after is not null && before is { } old) resource = resource with { InputsBefore = StateJson.Properties(old, "inputs") };
        if (after is null) resource = resource with { InputsBefore = resource.Inputs };
        if (!_resources.TryGetValue(resource.Urn, out var known))
        {
            _order.Add(resource.Urn);
            _resources.Add(resource.Urn, resource);
            return;
        }

        // Of two steps about one resource, the one that leaves it there tells what it will be.
        var (main, other) = known.Step == GraphStep.Delete ? (resource, known) : (known, resource);
        var isReplaced = main.Step == GraphStep.Replace || other.Step is GraphStep.Replace or GraphStep.Delete;
        _resources[resource.Urn] = main with
        {
            Step = isReplaced ? GraphStep.Replace : main.Step == GraphStep.Refresh ? other.Step : main.Step,
            InputsBefore = main.InputsBefore ?? other.InputsBefore,
        };
    }

    public void Add(JsonElement step, string before, string after) =>
        Add(StateJson.Text(step, "op") ?? throw new GraphFormatException("A step has no 'op'."), Object(step, before), Object(step, after));

    private static JsonElement? Object(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>Null for what says nothing of how things will be.</summary>
    private static GraphStep? StepOf(string op) => op switch
    {
        "same" => GraphStep.Same,
        "create" => GraphStep.Create,
        "update" => GraphStep.Update,
        "replace" or "create-replacement" or "import-replacement" or "read-replacement" => GraphStep.Replace,
        "delete" or "delete-replaced" => GraphStep.Delete,
        "read" => GraphStep.Read,
        "refresh" => GraphStep.Refresh,
        "import" => GraphStep.Import,
        "discard" or "discard-replaced" or "remove-pending-replace" => null,
        _ => throw new GraphFormatException($"A step has the unknown operation '{op}'. It was written by a Pulumi newer than this version of Slipway knows."),
    };
}

using System.Collections.Immutable;
using System.Text;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;

namespace Slipway.Engine.Sandbox;

/// <summary>
/// A provider whose resources are files in a folder, so that they outlive the process that made them: what exists
/// twice or unrecorded can be seen. Output <c>out</c> repeats input <c>value</c>; input <c>fixed</c> cannot change in place.
/// </summary>
/// <remarks>
/// Type <c>Thing</c> can be found again by its URN, <c>Blind</c> cannot, and <c>Again</c> is named after what it is,
/// so that making it twice is making it once.
/// </remarks>
internal sealed class World(string folder, Action onEffect) : IProvider
{
    public const string Thing = "world:index:Thing";
    public const string Blind = "world:index:Blind";
    public const string Again = "world:index:Again";

    public World(string folder)
        : this(folder, static () => { })
    {
    }

    /// <summary>Everything there is: id, and URN and inputs as one text.</summary>
    public IReadOnlyDictionary<string, (string Urn, string Inputs)> Existing()
    {
        Directory.CreateDirectory(folder);
        return Directory.EnumerateFiles(folder)
            .Select(path => Path.GetFileName(path))
            .Where(id => !id.EndsWith(".tmp", StringComparison.Ordinal))
            .Select(id => (Id: id, Found: Find(id)))
            .Where(entry => entry.Found is not null)
            .ToDictionary(entry => entry.Id, entry => entry.Found!.Value, StringComparer.Ordinal);
    }

    private (string Urn, string Inputs)? Find(string id)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(folder, id));
            return (lines[0], lines[1]);
        }
        catch (FileNotFoundException)
        {
            // Gone, maybe just now: other resources are deleted at the same time.
            return null;
        }
    }

    /// <summary>Puts something there that no engine made.</summary>
    public void Put(string id, string urn, PropertyValue.Map inputs)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, id);
        File.WriteAllText($"{path}.tmp", $"{urn}\n{Show(inputs)}\n");
        File.Move($"{path}.tmp", path, overwrite: true);
    }

    /// <summary>Takes something away that no engine deleted.</summary>
    public void Take(string id) => File.Delete(Path.Combine(folder, id));

    /// <summary>Inputs as one line, to compare by.</summary>
    public static string Show(PropertyValue.Map inputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in (PropertyValue.Map)inputs.WithoutSecrets()) text.Append(name).Append('=').Append((value as PropertyValue.Text)?.Value).Append(';');
        return text.ToString();
    }

    public bool CarriesOut(string type) => true;

    public CheckResult Check(ResourceOperation operation) => CheckResult.Fine(operation.Inputs);

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) =>
        new([.. changes.Select(change => change.Path == "fixed" ? change with { ForcesReplacement = true } : change)]);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation) => operation.Id is null ? PropertyValue.Map.Empty : Outputs(operation.Inputs);

    public async Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        await BeforeAsync();
        var id = operation.Type == Again
            ? $"{operation.Name}-{(operation.Inputs["fixed"]?.WithoutSecrets() as PropertyValue.Text)?.Value}"
            : $"{operation.Name}-{Guid.NewGuid():n}";
        Put(id, operation.Urn, operation.Inputs);
        onEffect();
        return new(id, Outputs(operation.Inputs));
    }

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        if (Find(operation.Id!) is not { } found) return Task.FromResult<ReadResource?>(null);
        var inputs = PropertyValue.Map.Empty;
        foreach (var input in found.Inputs.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = input.Split('=', 2);
            inputs = inputs.With(parts[0], new PropertyValue.Text(parts[1]));
        }

        return Task.FromResult<ReadResource?>(new(operation.Id!, inputs, Outputs(inputs)));
    }

    public async Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        await BeforeAsync();
        if (!File.Exists(Path.Combine(folder, operation.Id!))) throw new ProviderException($"'{operation.Id}' does not exist");
        Put(operation.Id!, operation.Urn, operation.Inputs);
        onEffect();
        return Outputs(operation.Inputs);
    }

    public async Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        await BeforeAsync();
        var id = operation.Id ?? $"{operation.Name}-{(operation.Inputs["fixed"] as PropertyValue.Text)?.Value}";
        File.Delete(Path.Combine(folder, id));
        onEffect();
    }

    public Task<CreationTrace> TraceAsync(ResourceOperation operation, ImmutableArray<string> known, CancellationToken cancellationToken) =>
        Task.FromResult(operation.Type switch
        {
            Blind => CreationTrace.Lost,
            Again => CreationTrace.Again,
            _ => Existing().FirstOrDefault(entry => entry.Value.Urn == operation.Urn && !known.Contains(entry.Key)) is { Key: { } id } found
                ? new CreationTrace.Found(new MadeResource(id, Outputs(operation.Inputs)))
                : CreationTrace.None,
        });

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) => Task.FromResult(call.Arguments);

    private static PropertyValue.Map Outputs(PropertyValue.Map inputs) => inputs.With("out", inputs["value"] ?? PropertyValue.Nothing);

    private async Task BeforeAsync()
    {
        onEffect();
        await Task.Yield();
    }
}

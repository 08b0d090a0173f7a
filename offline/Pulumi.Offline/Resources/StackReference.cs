using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The outputs of another stack.</summary>
public class StackReference : CustomResource
{
    /// <summary>Refers to the stack of that name.</summary>
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = Wanted(name, args) },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = Wanted(name, args) }))
    {
    }

    /// <summary>The stack's name.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>All its outputs; secret when one of them is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>Which of its outputs are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>The output of that name; null when there is none.</summary>
    public Output<object?> GetOutput(Input<string> name) =>
        Select(name, (key, outputs, _) => outputs.GetValueOrDefault(key));

    /// <summary>The output of that name.</summary>
    public Output<object> RequireOutput(Input<string> name) =>
        Select(name, (key, outputs, stack) => outputs.GetValueOrDefault(key) ?? throw Missing(key, stack))!;

    /// <summary>The value of the output of that name; null when there is none.</summary>
    public async Task<object?> GetValueAsync(Input<string> name)
    {
        var data = await GetOutput(name).DataTask;
        return data.IsSecret
            ? throw new RunException("The output is secret and cannot be had as a plain value. Use GetOutput or RequireOutput.")
            : data.Value;
    }

    /// <summary>The value of the output of that name.</summary>
    public async Task<object> RequireValueAsync(Input<string> name)
    {
        var data = await RequireOutput(name).DataTask;
        return data.IsSecret
            ? throw new RunException("The output is secret and cannot be had as a plain value. Use GetOutput or RequireOutput.")
            : data.Value;
    }

    private static Input<string> Wanted(string name, StackReferenceArgs? args) => args?.Name is { } given ? given : name;

    private static RunException Missing(string key, string stack) =>
        new($"Required output '{key}' does not exist on stack '{stack}'. `pulumi stack output --stack {stack}` lists what it has.");

    private Output<object?> Select(Input<string> name, Func<string, ImmutableDictionary<string, object>, string, object?> select)
    {
        return new(SelectAsync);

        // One secret output makes the whole of Outputs secret; of a single one the list of names tells.
        async Task<OutputData<object?>> SelectAsync()
        {
            var all = new OutputGathering();
            var key = await all.TakeAsync(name.ToOutput());
            var outputs = await all.TakeAsync(Outputs);
            var stack = await all.TakeAsync(Name);
            var secrets = await SecretOutputNames.DataTask;
            var whole = all.Give(0);
            if (!whole.IsKnown)
                return whole.AsUnknown<object?>();
            var secret = secrets.IsKnown && !secrets.Value.IsDefaultOrEmpty ? secrets.Value.Contains(key) : whole.IsSecret;
            return whole.With(select(key, outputs ?? [], stack)) with { IsSecret = secret };
        }
    }
}

using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map property: its values, or the whole of it, may be outputs.</summary>
public sealed class InputMap<V> : Input<ImmutableDictionary<string, V>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, V>>>
{
    // In order, either one entry or an output of several.
    private readonly List<Part> parts = [];

    /// <summary>An empty map.</summary>
    public InputMap()
    {
    }

    private InputMap(Output<ImmutableDictionary<string, V>> entries) => parts.Add(new(null, null, entries));

    private InputMap(IEnumerable<KeyValuePair<string, V>> entries) =>
        parts.AddRange(entries.Select(entry => new Part(entry.Key, Input<V>.Of(entry.Value), null)));

    private protected override object? Given
    {
        get
        {
            if (parts is [{ Entries: { } whole }])
                return whole;
            if (parts.All(part => part.Entries is null))
                return parts.ToImmutableDictionary(part => part.Key!, part => (object?)part.Value);
            return Combine([.. parts]);
        }
    }

    /// <summary>Adds an entry.</summary>
    public Input<V> this[string key]
    {
        set => Add(key, value);
    }

    public static implicit operator InputMap<V>(Dictionary<string, V> values) => new(values);

    public static implicit operator InputMap<V>(ImmutableDictionary<string, V> values) => new(values);

    public static implicit operator InputMap<V>(Output<Dictionary<string, V>> values) => new(values.Apply(entries => Freeze(entries)));

    public static implicit operator InputMap<V>(Output<IDictionary<string, V>> values) => new(values.Apply(entries => Freeze(entries)));

    public static implicit operator InputMap<V>(Output<ImmutableDictionary<string, V>> values) => new(values);

    /// <summary>A new map of both; the second one's value wins where both have a key.</summary>
    public static InputMap<V> Merge(InputMap<V> first, InputMap<V> second)
    {
        var merged = new InputMap<V>();
        var replaced = second.parts.Where(part => part.Key is not null).Select(part => part.Key!).ToHashSet(StringComparer.Ordinal);
        merged.parts.AddRange(first.parts.Where(part => part.Key is null || !replaced.Contains(part.Key)));
        merged.parts.AddRange(second.parts);
        return merged;
    }

    /// <summary>Adds an entry; a key can be added once.</summary>
    public void Add(string key, Input<V> value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (parts.Any(part => part.Key == key))
            throw new ArgumentException($"The map has a value for '{key}' already.", nameof(key));
        parts.Add(new(key, value, null));
    }

    /// <summary>Adds all entries of another map.</summary>
    public void Add(InputMap<V> values) => AddRange(values);

    /// <summary>Adds all entries of another map.</summary>
    public void AddRange(InputMap<V> values)
    {
        foreach (var part in values.parts.ToArray())
        {
            if (part.Key is { } key)
                Add(key, part.Value!);
            else
                parts.Add(part);
        }
    }

    /// <summary>The entries, once it is known how many there are.</summary>
    public async IAsyncEnumerator<Input<KeyValuePair<string, V>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var part in parts.ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.Entries is not { } entries)
            {
                yield return part.Value.Apply(value => KeyValuePair.Create(part.Key!, value));
                continue;
            }

            foreach (var entry in (await entries.DataTask).Value ?? [])
                yield return Output.Create(entry);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        "An InputMap is written with a collection initialiser but cannot be enumerated: it may not be known yet. Use Apply.");

    internal override Output<ImmutableDictionary<string, V>> Resolve()
    {
        Part[] given = [.. parts];
        return new(() => ResolveAsync(given));

        static async Task<OutputData<ImmutableDictionary<string, V>>> ResolveAsync(Part[] parts)
        {
            var gathering = new OutputGathering();
            var values = ImmutableDictionary.CreateBuilder<string, V>();
            foreach (var part in parts)
            {
                if (part.Key is { } key)
                {
                    values[key] = await gathering.TakeAsync(part.Value.ToOutput());
                    continue;
                }

                foreach (var (name, value) in await gathering.TakeAsync(part.Entries!) ?? [])
                    values[name] = value;
            }

            return gathering.Give(values.ToImmutable());
        }
    }

    private static Output<ImmutableDictionary<string, object?>> Combine(Part[] parts) => new(() => CombineAsync(parts));

    private static ImmutableDictionary<string, V> Freeze(IEnumerable<KeyValuePair<string, V>>? entries) =>
        entries is null ? [] : entries.ToImmutableDictionary();

    /// <summary>Values stay inputs, so that one secret or unknown value does not make its neighbours so.</summary>
    private static async Task<OutputData<ImmutableDictionary<string, object?>>> CombineAsync(Part[] parts)
    {
        var gathering = new OutputGathering();
        var values = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var part in parts)
        {
            if (part.Key is { } key)
            {
                values[key] = part.Value;
                continue;
            }

            foreach (var (name, value) in await gathering.TakeAsync(part.Entries!) ?? [])
                values[name] = value;
        }

        return gathering.Give(values.ToImmutable());
    }

    private readonly record struct Part(string? Key, Input<V>? Value, Output<ImmutableDictionary<string, V>>? Entries);
}

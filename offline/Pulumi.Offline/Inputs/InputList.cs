using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list property: its elements, or the whole of it, may be outputs.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    // In order, either one element or an output of several.
    private readonly List<Part> parts;

    /// <summary>An empty list.</summary>
    public InputList() => parts = [];

    private InputList(IEnumerable<Part> parts) => this.parts = [.. parts];

    private InputList(IEnumerable<Input<T>> items)
        : this(items.Select(item => new Part(item, null)))
    {
    }

    private InputList(Output<ImmutableArray<T>> items)
        : this([new Part(null, items)])
    {
    }

    private protected override object? Given =>
        parts.All(part => part.Items is null) ? parts.Select(part => part.Item).ToImmutableArray()
        : parts is [{ Items: { } whole }] ? whole
        : Combine([.. parts]);

    public static implicit operator InputList<T>(T value) => new([Of(value)]);

    public static implicit operator InputList<T>(T[] values) => new(values.Select(Of));

    public static implicit operator InputList<T>(List<T> values) => new(values.Select(Of));

    public static implicit operator InputList<T>(ImmutableArray<T> values) => new(Items(values).Select(Of));

    public static implicit operator InputList<T>(Output<T> value) => new([Of(value)]);

    public static implicit operator InputList<T>(Output<T>[] values) => new(values.Select(Of));

    public static implicit operator InputList<T>(List<Output<T>> values) => new(values.Select(Of));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) => new(Items(values).Select(Of));

    public static implicit operator InputList<T>(Input<T> value) => new([value]);

    public static implicit operator InputList<T>(Input<T>[] values) => new(values);

    public static implicit operator InputList<T>(List<Input<T>> values) => new(values);

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Items(values));

    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(items => ImmutableArray.Create(items ?? [])));

    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(items => Freeze(items)));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => new(values.Apply(Freeze));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values);

    /// <summary>Adds elements at the end.</summary>
    public void Add(params Input<T>[] inputs) => parts.AddRange(inputs.Select(input => new Part(input, null)));

    /// <summary>Adds another list's elements at the end.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <summary>Adds another list's elements at the end.</summary>
    public void AddRange(InputList<T> inputs) => parts.AddRange(inputs.parts.ToArray());

    /// <summary>A new list: this one's elements, then the other's.</summary>
    public InputList<T> Concat(InputList<T> other) => new(parts.Concat(other.parts));

    /// <summary>The elements, once it is known how many there are.</summary>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var part in parts.ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.Items is not { } items)
            {
                yield return part.Item!;
                continue;
            }

            foreach (var item in Items((await items.DataTask).Value))
                yield return Of(item);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        "An InputList is written with a collection initialiser but cannot be enumerated: it may not be known yet. Use Apply.");

    internal override Output<ImmutableArray<T>> Resolve()
    {
        Part[] given = [.. parts];
        return new(() => ResolveAsync(given));
    }

    private static Output<ImmutableArray<object?>> Combine(Part[] parts) => new(() => CombineAsync(parts));

    private static Input<T> Of(T value) => Input<T>.Of(value);

    private static Input<T> Of(Output<T> value) => Input<T>.Of(value);

    private static ImmutableArray<U> Items<U>(ImmutableArray<U> values) => values.IsDefault ? [] : values;

    private static ImmutableArray<T> Freeze(IEnumerable<T>? items) => items is null ? [] : [.. items];

    private static async Task<OutputData<ImmutableArray<T>>> ResolveAsync(Part[] parts)
    {
        var gathering = new OutputGathering();
        var values = ImmutableArray.CreateBuilder<T>(parts.Length);
        foreach (var part in parts)
        {
            if (part.Items is { } items)
                values.AddRange(Items(await gathering.TakeAsync(items)));
            else
                values.Add(await gathering.TakeAsync(part.Item.ToOutput()));
        }

        return gathering.Give(values.ToImmutable());
    }

    /// <summary>Elements stay inputs, so that one secret or unknown element does not make its neighbours so.</summary>
    private static async Task<OutputData<ImmutableArray<object?>>> CombineAsync(Part[] parts)
    {
        var gathering = new OutputGathering();
        var values = ImmutableArray.CreateBuilder<object?>(parts.Length);
        foreach (var part in parts)
        {
            if (part.Items is { } items)
                values.AddRange(Items(await gathering.TakeAsync(items)).Select(item => (object?)item));
            else
                values.Add(part.Item);
        }

        return gathering.Give(values.ToImmutable());
    }

    private readonly record struct Part(Input<T>? Item, Output<ImmutableArray<T>>? Items);
}

using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output carries once it is settled; <see cref="Value"/> means nothing while it is not known.</summary>
internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    public static OutputData<T> Known(T value) => new(value, true, false, []);

    public OutputData<U> With<U>(U value) => new(value, IsKnown, IsSecret, Resources);

    public OutputData<U> AsUnknown<U>() => new(default!, false, IsSecret, Resources);

    /// <summary>The result of a function of this value that gave an output itself.</summary>
    public OutputData<U> Then<U>(OutputData<U> next) =>
        new(next.Value, IsKnown && next.IsKnown, IsSecret || next.IsSecret, Join(Resources, next.Resources));

    private static ImmutableHashSet<Resource> Join(ImmutableHashSet<Resource> left, ImmutableHashSet<Resource> right) =>
        left.IsEmpty ? right : right.IsEmpty || ReferenceEquals(left, right) ? left : left.Union(right);
}

using System.Collections.Immutable;

namespace Slipway.Policies.Views;

/// <summary>Lists that are only looked through: one that is not known has no items, and is reported where it matters.</summary>
public static class ValueItems
{
    public static ImmutableArray<T> Items<T>(this Value<ImmutableArray<T>> list) => list.Content.IsDefault ? [] : list.Content;
}

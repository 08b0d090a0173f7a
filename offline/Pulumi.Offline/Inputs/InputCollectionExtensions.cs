namespace Pulumi;

/// <summary>Adds a value of either kind to a list of unions.</summary>
public static class InputListExtensions
{
    /// <summary>Adds a value of the first kind.</summary>
    public static void Add<T, U>(this InputList<Union<T, U>> list, Input<T> value) => list.Add(value.ToOutput().Apply(Union<T, U>.FromT0));

    /// <summary>Adds a value of the second kind.</summary>
    public static void Add<T, U>(this InputList<Union<T, U>> list, Input<U> value) => list.Add(value.ToOutput().Apply(Union<T, U>.FromT1));
}

/// <summary>Adds a value of either kind to a map of unions.</summary>
public static class InputMapExtensions
{
    /// <summary>Adds a value of the first kind.</summary>
    public static void Add<T, U>(this InputMap<Union<T, U>> map, string key, Input<T> value) =>
        map.Add(key, value.ToOutput().Apply(Union<T, U>.FromT0));

    /// <summary>Adds a value of the second kind.</summary>
    public static void Add<T, U>(this InputMap<Union<T, U>> map, string key, Input<U> value) =>
        map.Add(key, value.ToOutput().Apply(Union<T, U>.FromT1));
}

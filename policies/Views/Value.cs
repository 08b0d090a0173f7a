namespace Slipway.Policies.Views;

/// <summary>A property as a view gives it: with its name, so that a finding can say what was found where.</summary>
public readonly record struct Value<T>(string Path, ValueState State, T? Content)
{
    /// <summary>The value with what the provider takes when nothing is given.</summary>
    public Value<T> Or(T fallback) => State == ValueState.Missing ? new(Path, ValueState.Known, fallback) : this;

    public bool IsMissing => State == ValueState.Missing;

    /// <summary>The same property, looked at in another way; what is not known stays so.</summary>
    public Value<TResult> Select<TResult>(Func<T, TResult> look) =>
        State == ValueState.Known ? new(Path, State, look(Content!)) : new(Path, State, default);
}

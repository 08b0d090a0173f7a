namespace Pulumi;

/// <summary>Uses an input as the output it stands for.</summary>
public static class InputExtensions
{
    /// <summary>The input as an output; nothing given is a known null.</summary>
    public static Output<T> ToOutput<T>(this Input<T>? input) => input is null ? Output.Create(default(T)!) : input.Resolve();

    /// <summary>A new output of what <paramref name="func"/> makes of the value, once it is known.</summary>
    public static Output<U> Apply<T, U>(this Input<T>? input, Func<T, U> func) => input.ToOutput().Apply(func);

    /// <summary>A new output of what <paramref name="func"/> makes of the value, once it is known.</summary>
    public static Output<U> Apply<T, U>(this Input<T>? input, Func<T, Task<U>> func) => input.ToOutput().Apply(func);

    /// <summary>A new output of what <paramref name="func"/> makes of the value, once it is known.</summary>
    public static Output<U> Apply<T, U>(this Input<T>? input, Func<T, Input<U>?> func) => input.ToOutput().Apply(func);

    /// <summary>A new output of what <paramref name="func"/> makes of the value, once it is known.</summary>
    public static Output<U> Apply<T, U>(this Input<T>? input, Func<T, Output<U>?> func) => input.ToOutput().Apply(func);
}

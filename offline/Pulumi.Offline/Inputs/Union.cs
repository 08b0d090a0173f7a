using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>A union whose kinds do not matter to the one who looks at it.</summary>
internal interface IUnion
{
    object? Value { get; }
}

/// <summary>A value of one of two kinds.</summary>
public readonly struct Union<T0, T1> : IEquatable<Union<T0, T1>>, IUnion
{
    private readonly T0? first;
    private readonly T1? second;
    private readonly bool isSecond;

    private Union(T0? first, T1? second, bool isSecond)
    {
        this.first = first;
        this.second = second;
        this.isSecond = isSecond;
    }

    /// <summary>Whether it holds its first kind.</summary>
    public bool IsT0 => !isSecond;

    /// <summary>Whether it holds its second kind.</summary>
    public bool IsT1 => isSecond;

    /// <summary>The value as its first kind.</summary>
    public T0 AsT0 => IsT0 ? first! : throw NotA(typeof(T0), typeof(T1));

    /// <summary>The value as its second kind.</summary>
    public T1 AsT1 => IsT1 ? second! : throw NotA(typeof(T1), typeof(T0));

    /// <summary>The value, whichever kind it is.</summary>
    public object? Value => isSecond ? second : first;

    public static implicit operator Union<T0, T1>(T0 t) => FromT0(t);

    public static implicit operator Union<T0, T1>(T1 t) => FromT1(t);

    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);

    /// <summary>A value of the first kind.</summary>
    public static Union<T0, T1> FromT0(T0 input) => new(input, default, false);

    /// <summary>A value of the second kind.</summary>
    public static Union<T0, T1> FromT1(T1 input) => new(default, input, true);

    /// <summary>Does what fits the kind it holds.</summary>
    public void Switch(Action<T0> f0, Action<T1> f1)
    {
        if (isSecond)
            f1(second!);
        else
            f0(first!);
    }

    /// <summary>Makes what fits the kind it holds.</summary>
    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) => isSecond ? f1(second!) : f0(first!);

    /// <summary>Changes the value if it is of the first kind.</summary>
    public Union<TResult, T1> MapT0<TResult>(Func<T0, TResult> mapFunc) =>
        isSecond ? Union<TResult, T1>.FromT1(second!) : Union<TResult, T1>.FromT0(mapFunc(first!));

    /// <summary>Changes the value if it is of the second kind.</summary>
    public Union<T0, TResult> MapT1<TResult>(Func<T1, TResult> mapFunc) =>
        isSecond ? Union<T0, TResult>.FromT1(mapFunc(second!)) : Union<T0, TResult>.FromT0(first!);

    /// <summary>Changes the value, whichever kind it is.</summary>
    public Union<TResult0, TResult1> Bimap<TResult0, TResult1>(Func<T0, TResult0> mapFunc0, Func<T1, TResult1> mapFunc1) =>
        isSecond ? Union<TResult0, TResult1>.FromT1(mapFunc1(second!)) : Union<TResult0, TResult1>.FromT0(mapFunc0(first!));

    /// <summary>Gives the value if it is of the first kind, else the other.</summary>
    public bool TryPickT0([MaybeNullWhen(false)] out T0 value, [MaybeNullWhen(true)] out T1 remainder)
    {
        value = first;
        remainder = second;
        return IsT0;
    }

    /// <summary>Gives the value if it is of the second kind, else the other.</summary>
    public bool TryPickT1([MaybeNullWhen(false)] out T1 value, [MaybeNullWhen(true)] out T0 remainder)
    {
        value = second;
        remainder = first;
        return IsT1;
    }

    /// <summary>Whether both hold the same kind and equal values.</summary>
    public bool Equals(Union<T0, T1> union) => isSecond == union.isSecond && Equals(Value, union.Value);

    /// <summary>Whether both hold the same kind and equal values.</summary>
    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    /// <summary>A hash of kind and value.</summary>
    public override int GetHashCode() => HashCode.Combine(isSecond, Value);

    /// <summary>The value's text.</summary>
    public override string ToString() => Value?.ToString() ?? "";

    private static InvalidOperationException NotA(Type wanted, Type held) =>
        new($"The union holds a {held.Name}, not a {wanted.Name}. Ask IsT0 or IsT1 first, or use Match.");
}

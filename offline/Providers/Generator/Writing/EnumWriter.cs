using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Writes an enumeration: a struct over its text, or a C# enum over its number.</summary>
internal static class EnumWriter
{
    public static void Write(Code code, FactEnum choice)
    {
        var name = choice.Name.Name;
        code.Line("");
        code.Line("[global::Pulumi.EnumType]");
        if (!choice.IsText)
        {
            code.Open($"public enum {name}");
            foreach (var (member, value) in choice.Values)
                code.Line($"{CSharp.EnumMember(member, name)} = {value},");
            code.Close();
            return;
        }

        code.Open($"public readonly struct {name} : global::System.IEquatable<{name}>");
        code.Line("private readonly string _value;");
        code.Line($"private {name}(string value) => _value = value;");
        foreach (var (member, value) in choice.Values)
            code.Line($"public static {name} {CSharp.EnumMember(member, name)} {{ get; }} = new {name}({value});");
        code.Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);");
        code.Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);");
        code.Line($"public static explicit operator string({name} value) => value._value;");
        code.Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);");
        code.Line($"public bool Equals({name} other) => string.Equals(_value, other._value, global::System.StringComparison.Ordinal);");
        code.Line("public override int GetHashCode() => _value?.GetHashCode() ?? 0;");
        code.Line("public override string ToString() => _value;");
        code.Close();
    }
}

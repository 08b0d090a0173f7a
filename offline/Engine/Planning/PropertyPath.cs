using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pulumi.Offline;

namespace Slipway.Engine.Planning;

/// <summary>A path to a property, as Pulumi writes it: <c>tags["a.b"].list[0]</c>; <c>*</c> stands for any name or index.</summary>
internal static class PropertyPath
{
    public static string Join(string parent, string name)
    {
        if (!IsPlain(name)) return $"{parent}[\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
        return parent.Length == 0 ? name : $"{parent}.{name}";
    }

    public static string Join(string parent, int index) => $"{parent}[{index}]";

    public static ImmutableArray<string> Parse(string path)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var position = 0;
        while (position < path.Length)
        {
            if (path[position] == '.')
            {
                position++;
            }
            else if (path[position] == '[' && position + 1 < path.Length && path[position + 1] == '"')
            {
                var name = new StringBuilder();
                position += 2;
                while (position < path.Length && path[position] != '"')
                {
                    if (path[position] == '\\' && position + 1 < path.Length) position++;
                    name.Append(path[position++]);
                }

                position += 2;
                parts.Add(name.ToString());
            }
            else if (path[position] == '[')
            {
                var end = path.IndexOf(']', position);
                if (end < 0) end = path.Length;
                parts.Add(path[(position + 1)..end]);
                position = end + 1;
            }
            else
            {
                var end = path.AsSpan(position).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : position + end;
                parts.Add(path[position..end]);
                position = end;
            }
        }

        return parts.ToImmutable();
    }

    /// <summary>True when one path lies on the other: a pattern above the property, or the property above the pattern.</summary>
    public static bool Matches(string pattern, string path)
    {
        foreach (var (wanted, actual) in Parse(pattern).Zip(Parse(path)))
        {
            if (wanted != "*" && wanted != actual) return false;
        }

        return true;
    }

    /// <summary>Puts the old value back wherever the path leads.</summary>
    public static PropertyValue.Map Restore(PropertyValue.Map values, PropertyValue.Map old, string path) =>
        Restore(values, old, Parse(path).AsSpan()) as PropertyValue.Map ?? values;

    private static PropertyValue? Restore(PropertyValue? value, PropertyValue? old, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty) return old;
        if (value is PropertyValue.Secret secret)
        {
            var within = Restore(secret.Value, old is PropertyValue.Secret oldSecret ? oldSecret.Value : old, path);
            return within is null ? null : new PropertyValue.Secret(within);
        }

        if (old is PropertyValue.Secret { Value: var unwrapped }) old = unwrapped;
        var rest = path[1..];
        switch (value)
        {
            case PropertyValue.Map map:
                var names = path[0] == "*"
                    ? map.Properties.Keys.Union((old as PropertyValue.Map)?.Properties.Keys ?? [], StringComparer.Ordinal).ToArray()
                    : [path[0]];
                foreach (var name in names)
                {
                    var restored = Restore(map[name], (old as PropertyValue.Map)?[name], rest);
                    map = restored is null ? map.Without(name) : map.With(name, restored);
                }

                return map;
            case PropertyValue.List list:
                var items = list.Items;
                var oldItems = (old as PropertyValue.List)?.Items ?? [];
                for (var index = 0; index < items.Length; index++)
                {
                    if (path[0] != "*" && path[0] != index.ToString(CultureInfo.InvariantCulture)) continue;
                    if (index < oldItems.Length && Restore(items[index], oldItems[index], rest) is { } restored) items = items.SetItem(index, restored);
                }

                return new PropertyValue.List(items);
            default:
                return value;
        }
    }

    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] is '_' or '$')) return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '$')) return false;
        }

        return true;
    }
}

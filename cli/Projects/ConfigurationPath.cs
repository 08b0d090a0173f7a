using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Slipway.Cli.Projects;

/// <summary>The way to a value within an object or list of the configuration: <c>data.items[0]["a.b"]</c>.</summary>
internal static class ConfigurationPath
{
    /// <summary>Texts are names, numbers are places in a list.</summary>
    /// <exception cref="UserException">The path cannot be read.</exception>
    public static ImmutableArray<object> Parse(string path)
    {
        var parts = ImmutableArray.CreateBuilder<object>();
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '[') parts.Add(InBrackets());
            else parts.Add(Name());
        }

        return parts.Count > 0 ? parts.ToImmutable() : throw Unreadable();

        string Name()
        {
            if (path[at] == '.')
            {
                if (at == 0) throw Unreadable();
                at++;
            }

            var end = path.AsSpan(at).IndexOfAny('.', '[');
            end = end < 0 ? path.Length : at + end;
            if (end == at) throw Unreadable();
            var name = path[at..end];
            at = end;
            return name;
        }

        object InBrackets()
        {
            at++;
            if (at < path.Length && path[at] == '"') return Quoted();
            var end = path.IndexOf(']', at);
            if (end < 0 || !int.TryParse(path.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) throw Unreadable();
            at = end + 1;
            return index;
        }

        string Quoted()
        {
            var name = new StringBuilder();
            for (at++; at < path.Length && path[at] != '"'; at++)
            {
                if (path[at] == '\\' && at + 1 < path.Length) at++;
                name.Append(path[at]);
            }

            if (at + 1 >= path.Length || path[at + 1] != ']') throw Unreadable();
            at += 2;
            return name.ToString();
        }

        UserException Unreadable() => new($"'{path}' is no path. Write names with dots and places in brackets: `data.items[0]`, `data[\"a.b\"]`.");
    }

    public static string Show(IEnumerable<object> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is int index) text.Append('[').Append(index).Append(']');
            else text.Append(text.Length > 0 ? "." : "").Append(part);
        }

        return text.ToString();
    }
}

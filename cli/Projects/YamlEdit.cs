using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Projects;

/// <summary>Changes one value of a YAML text and leaves every other line as it is: comments, order, quotes.</summary>
/// <remarks>The result is read again; when it does not hold exactly the change, the text is refused rather than damaged.</remarks>
internal sealed class YamlEdit
{
    private readonly List<string> _lines;
    private readonly YamlMappingNode _root;
    private readonly string _lineEnd;

    private YamlEdit(string text)
    {
        _lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var normal = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        _lines = [.. normal.TrimEnd('\n').Split('\n')];
        _root = Parse(normal);
    }

    /// <summary>The text with a value set; what is missing on the way to it is made.</summary>
    public static string Set(string text, ImmutableArray<object> path, YamlNode value)
    {
        var edit = new YamlEdit(text);
        var expected = With(edit._root, path.AsSpan(), value, []);
        edit.SetIn(edit._root, path, 0, value);
        return edit.Checked(expected);
    }

    /// <summary>The text with a value of the top level set, in front of all others where it is new.</summary>
    public static string SetFirst(string text, string key, YamlNode value)
    {
        var edit = new YamlEdit(text);
        if (edit._root.Children.Count == 0 || edit._root.Children.ContainsKey(new YamlScalarNode(key))) return Set(text, [key], value);
        var expected = new YamlMappingNode(edit._root.Children.Prepend(KeyValuePair.Create<YamlNode, YamlNode>(YamlLines.Text(key), value)));
        edit._lines.InsertRange((int)edit._root.Children[0].Key.Start.Line - 1, YamlLines.Entry(YamlLines.Text(key), value, 0));
        return edit.Checked(expected);
    }

    /// <summary>The text without a value.</summary>
    public static string Remove(string text, ImmutableArray<object> path)
    {
        var edit = new YamlEdit(text);
        var expected = With(edit._root, path.AsSpan(), null, []);
        edit.RemoveIn(path);
        return edit.Checked(expected);
    }

    /// <summary>What the path leads to; null when it leads nowhere.</summary>
    public static YamlNode? Find(YamlNode? node, IEnumerable<object> path)
    {
        foreach (var part in path) node = Child(node, part);
        return node;
    }

    private void SetIn(YamlNode node, ImmutableArray<object> path, int at, YamlNode value)
    {
        var rest = path[(at + 1)..];
        var child = Child(node, path[at]);
        if (child is null)
        {
            Add(node, path, at, Nested(rest, value));
        }
        else if (rest.IsEmpty || IsNothing(child) || IsFlow(child))
        {
            Replace(node, path, at, rest.IsEmpty ? value : With(IsNothing(child) ? null : child, rest.AsSpan(), value, path[..(at + 1)]));
        }
        else
        {
            SetIn(child, path, at + 1, value);
        }
    }

    private void Add(YamlNode container, ImmutableArray<object> path, int at, YamlNode value)
    {
        switch (container)
        {
            case YamlMappingNode { Children.Count: 0 }:
                if (_lines is [""]) _lines.Clear();
                _lines.AddRange(YamlLines.Entry(YamlLines.Text((string)path[at]), value, 0));
                break;
            case YamlMappingNode map:
                _lines.InsertRange(LastLine(map), YamlLines.Entry(YamlLines.Text((string)path[at]), value, (int)map.Children[0].Key.Start.Column - 1));
                break;
            case YamlSequenceNode list:
                // An item's own column lies behind its dash.
                _lines.InsertRange(LastLine(list), YamlLines.Item(value, (int)list.Start.Column - 1));
                break;
        }
    }

    private void Replace(YamlNode container, ImmutableArray<object> path, int at, YamlNode value)
    {
        if (container is not YamlMappingNode map)
        {
            ReplaceItem((YamlSequenceNode)container, (int)path[at], value);
            return;
        }

        var key = map.Children.First(entry => IsNamed(entry.Key, path[at]));
        var old = key.Value;
        var row = (int)key.Key.End.Line - 1;
        var colon = _lines[row].IndexOf(':', (int)key.Key.End.Column - 1);
        if (IsInline(old) && YamlLines.Inline(value) is { } text)
        {
            ReplaceSpan(old, text);
            return;
        }

        var head = _lines[row][..(colon + 1)];
        var comment = IsInline(old) && !IsNothing(old) ? _lines[(int)old.End.Line - 1][((int)old.End.Column - 1)..].Trim() : _lines[row][(colon + 1)..].Trim();
        if (comment.Length > 0 && comment[0] != '#') comment = "";
        _lines.RemoveRange(row, Math.Max(LastLine(old), row + 1) - row);
        var inline = YamlLines.Inline(value);
        var first = (inline is null ? head : $"{head} {inline}") + (comment.Length > 0 ? $" {comment}" : "");
        IEnumerable<string> below = inline is null ? YamlLines.Block(value, (int)key.Key.Start.Column - 1 + 2) : [];
        _lines.InsertRange(row, below.Prepend(first));
    }

    private void ReplaceItem(YamlSequenceNode list, int index, YamlNode value)
    {
        var old = list.Children[index];
        if (IsInline(old) && !IsNothing(old) && YamlLines.Inline(value) is { } text)
        {
            ReplaceSpan(old, text);
            return;
        }

        var row = (int)old.Start.Line - 1;
        _lines.RemoveRange(row, Math.Max(LastLine(old), row + 1) - row);
        _lines.InsertRange(row, YamlLines.Item(value, (int)list.Start.Column - 1));
    }

    private void ReplaceSpan(YamlNode old, string text)
    {
        var (from, to) = ((int)old.Start.Line - 1, (int)old.End.Line - 1);
        if (IsNothing(old) && old.Start.Equals(old.End))
        {
            // Nothing is written there: its mark may be anywhere up to the next value.
            from = to = (int)old.Start.Line - 1;
        }

        var line = _lines[from][..((int)old.Start.Column - 1)] + text + _lines[to][((int)old.End.Column - 1)..];
        _lines.RemoveRange(from, to - from + 1);
        _lines.Insert(from, line);
    }

    private void RemoveIn(ImmutableArray<object> path)
    {
        var container = Find(_root, path[..^1])!;
        if (path.Length > 1 && (IsFlow(container) || Count(container) == 1))
        {
            // The last one leaves an empty container behind; below `config:` an empty line says the same.
            var holder = Find(_root, path[..^2])!;
            SetWhole(holder, path, With(container, [path[^1]], null, path[..^1]));
            return;
        }

        var node = Child(container, path[^1])!;
        var row = container is YamlMappingNode map
            ? (int)map.Children.First(entry => IsNamed(entry.Key, path[^1])).Key.Start.Line - 1
            : (int)node.Start.Line - 1;
        _lines.RemoveRange(row, Math.Max(LastLine(node), row + 1) - row);
    }

    private void SetWhole(YamlNode holder, ImmutableArray<object> path, YamlNode value)
    {
        // What is within a flow container is written anew with the outermost of them.
        var at = path.Length - 2;
        while (at > 0 && IsFlow(holder))
        {
            value = With(holder, [path[at]], value, path[..at]);
            at--;
            holder = Find(_root, path[..at])!;
        }

        Replace(holder, path, at, value);
    }

    private string Checked(YamlNode expected)
    {
        var text = new StringBuilder();
        foreach (var line in _lines) text.Append(line).Append(_lineEnd);
        var result = text.ToString();
        if (Canonical(Parse(result.Replace("\r\n", "\n", StringComparison.Ordinal))) != Canonical(expected))
            throw new UserException("the file is written in a way that cannot be changed here without risk to the rest of it. Change it by hand; nothing was written.");
        return result;
    }

    private static YamlMappingNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.FirstOrDefault()?.RootNode as YamlMappingNode ?? new YamlMappingNode();
    }

    private static YamlNode With(YamlNode? node, ReadOnlySpan<object> path, YamlNode? value, ImmutableArray<object> before)
    {
        var here = before.Add(path[0]);
        var child = Child(node, path[0]);
        var changed = path.Length == 1 ? value : With(child is null || IsNothing(child) ? null : child, path[1..], value, here);
        switch (node ?? (path[0] is int ? new YamlSequenceNode() : new YamlMappingNode()))
        {
            case YamlMappingNode map when path[0] is string name:
                var entries = new YamlMappingNode(map.Children.Where(entry => changed is not null || !IsNamed(entry.Key, name)).Select(entry =>
                    IsNamed(entry.Key, name) ? KeyValuePair.Create(entry.Key, changed!) : KeyValuePair.Create(entry.Key, entry.Value)));
                if (child is null && changed is not null) entries.Add(YamlLines.Text(name), changed);
                return entries;
            case YamlSequenceNode list when path[0] is int index:
                if (index > list.Children.Count) throw new UserException($"{ConfigurationPath.Show(here)} lies beyond the end of the list, which has {list.Children.Count} items. The next is [{list.Children.Count}].");
                var items = new YamlSequenceNode(list.Children.Where((_, at) => changed is not null || at != index).Select((item, at) => at == index && changed is not null ? changed : item));
                if (index == list.Children.Count && changed is not null) items.Add(changed);
                return items;
            default:
                throw new UserException($"{ConfigurationPath.Show(before)} is {Kind(node!)}, so {ConfigurationPath.Show(here)} cannot be within it. Remove it first, or correct the path.");
        }
    }

    private static YamlNode Nested(ImmutableArray<object> path, YamlNode value) => path.IsEmpty ? value : With(null, path.AsSpan(), value, []);

    private static YamlNode? Child(YamlNode? node, object part) => (node, part) switch
    {
        (YamlMappingNode map, string) => map.Children.FirstOrDefault(entry => IsNamed(entry.Key, part)).Value,
        (YamlSequenceNode list, int index) when index < list.Children.Count => list.Children[index],
        _ => null,
    };

    private static bool IsNamed(YamlNode key, object name) => key is YamlScalarNode { Value: { } text } && text == name as string;

    private static bool IsNothing(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" };

    private static bool IsFlow(YamlNode node) =>
        node is YamlMappingNode { Style: YamlDotNet.Core.Events.MappingStyle.Flow } or YamlSequenceNode { Style: YamlDotNet.Core.Events.SequenceStyle.Flow };

    private static bool IsInline(YamlNode node) => IsFlow(node) || (node is YamlScalarNode { Style: not (ScalarStyle.Literal or ScalarStyle.Folded) } && !IsNothing(node));

    private static int Count(YamlNode node) => node is YamlMappingNode map ? map.Children.Count : ((YamlSequenceNode)node).Children.Count;

    /// <summary>The number of the last line that belongs to a value; lines count from one.</summary>
    private static int LastLine(YamlNode node) => node switch
    {
        YamlMappingNode { Children.Count: > 0 } map when !IsFlow(map) => Math.Max((int)map.Children[^1].Key.End.Line, LastLine(map.Children[^1].Value)),
        YamlSequenceNode { Children.Count: > 0 } list when !IsFlow(list) => LastLine(list.Children[^1]),
        _ when IsNothing(node) => 0,
        YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded } text => (int)(text.End.Column == 1 ? text.End.Line - 1 : text.End.Line),
        _ => (int)node.End.Line,
    };

    private static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "an object",
        YamlSequenceNode => "a list",
        _ => "a single value",
    };

    private static string Canonical(YamlNode node) => node switch
    {
        YamlMappingNode map => $"{{{string.Join(',', map.Children.Select(entry => $"{Canonical(entry.Key)}:{Canonical(entry.Value)}"))}}}",
        YamlSequenceNode list => $"[{string.Join(',', list.Children.Select(Canonical))}]",
        YamlScalarNode scalar => $"{(scalar.Style == ScalarStyle.Plain && !IsPlainText(scalar.Value) ? "!" : "")}\"{scalar.Value?.Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        _ => "",
    };

    // Quoted or not, a text is the same text; a plain number is not the text of its digits.
    private static bool IsPlainText(string? value) => YamlLines.Text(value ?? "").Style == ScalarStyle.Plain;
}

using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

/// <summary>A text with placeholders, parsed: literal parts and references to outputs of resources.</summary>
/// <remarks>
/// The rules are those of score-go's <c>framework/substitution.go</c>: <c>$$</c> is a dollar sign, <c>$${x}</c> the text <c>${x}</c>,
/// a dollar sign before anything else is itself, <c>\.</c> inside a placeholder is a dot that does not separate.
/// </remarks>
public sealed partial class Template
{
    private readonly ImmutableArray<Part> parts;

    private Template(ImmutableArray<Part> parts) => this.parts = parts;

    private sealed record Part(string Text, ResourceReference? Reference);

    /// <summary>Whether there is nothing left to look up.</summary>
    public bool IsLiteral => parts.All(part => part.Reference is null);

    /// <summary>The text, if there is nothing left to look up; else null.</summary>
    public string? LiteralText => IsLiteral ? string.Concat(parts.Select(part => part.Text)) : null;

    /// <summary>The references, in the order of the text.</summary>
    public IEnumerable<ResourceReference> References => parts.Select(part => part.Reference).OfType<ResourceReference>();

    /// <summary>A template that is this text and nothing else.</summary>
    public static Template Literal(string text) => new([new Part(text, null)]);

    /// <summary>Writes a text such that, read as a template, it is that text again.</summary>
    /// <remarks>One text cannot be written in Score at all: a <c>${</c> that no <c>}</c> closes before the next placeholder.</remarks>
    public static string Escape(string text) => DollarOrPlaceholder().Replace(text, match => "$" + match.Value);

    /// <summary>Makes the value: a single part as it is, several joined by <paramref name="concat"/>.</summary>
    public T Resolve<T>(Func<string, T> literal, Func<ResourceReference, T> lookup, Func<IReadOnlyList<T>, T> concat)
    {
        var values = parts.Select(part => part.Reference is { } reference ? lookup(reference) : literal(part.Text)).ToList();

        return values.Count == 1 ? values[0] : concat(values);
    }

    /// <summary>Makes the text, given what each reference stands for.</summary>
    public string Resolve(Func<ResourceReference, string> lookup) => Resolve(text => text, lookup, string.Concat);

    /// <summary>The template as it could stand in a Score file, with metadata filled in.</summary>
    public override string ToString() => Resolve(Escape, reference => reference.ToString(), string.Concat);

    /// <summary>Parses a text, filling in metadata.</summary>
    /// <param name="source">The text.</param>
    /// <param name="metadata">Given the keys after <c>metadata</c>, the text or what is wrong with them.</param>
    /// <param name="check">Given a reference, what is wrong with it, or null.</param>
    /// <param name="problem">Called with the offset in the text and the message for every placeholder that cannot be.</param>
    internal static Template Parse(
        string source,
        Func<ImmutableArray<string>, MetadataValue> metadata,
        Func<ResourceReference, string?> check,
        Action<int, string> problem)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var literal = new StringBuilder();
        var position = 0;

        // After the last closing brace there is nothing to look up, and looking for one from every dollar sign would take quadratic time.
        var end = source.LastIndexOf('}') + 1;
        foreach (Match match in Placeholder().Matches(source[..end]))
        {
            literal.Append(source, position, match.Index - position);
            position = match.Index + match.Length;

            if (match.Groups[1].ValueSpan[0] == '$')
            {
                literal.Append(match.ValueSpan[1..]);
                continue;
            }

            var keys = SplitKeys(match.Groups[2].Value);
            switch (keys)
            {
                case ["metadata", _, ..]:
                    var value = metadata(keys[1..]);
                    literal.Append(value.Text);
                    if (value.Problem is { } reason)
                        problem(match.Index, $"the placeholder '{match.Value}' {reason}");
                    break;
                case ["resources", { Length: > 0 } name, ..]:
                    if (literal.Length > 0)
                        parts.Add(new Part(literal.ToString(), null));
                    literal.Clear();
                    var reference = new ResourceReference(name, keys[2..]);
                    parts.Add(new Part("", reference));
                    if (check(reference) is { } wrong)
                        problem(match.Index, $"the placeholder '{match.Value}' {wrong}");
                    break;
                default:
                    problem(match.Index, keys[0] is "metadata" or "resources"
                        ? $"the placeholder '{match.Value}' needs a key after '{keys[0]}', such as '${{{keys[0]}.name}}'"
                        : $"the placeholder '{match.Value}' starts with '{keys[0]}', expected 'metadata.' or 'resources.'; for the text itself write '${match.Value}'");
                    break;
            }
        }

        literal.Append(source, position, end - position).Append(source[end..].Replace("$$", "$"));
        if (literal.Length > 0 || parts.Count == 0)
            parts.Add(new Part(literal.ToString(), null));

        return new Template(parts.ToImmutable());
    }

    internal readonly record struct MetadataValue(string? Text, string? Problem);

    private static ImmutableArray<string> SplitKeys(string reference) =>
        [.. reference.Replace(@"\.", "\0").Split('.').Select(key => key.Replace('\0', '.'))];

    [GeneratedRegex(@"\$((?:\$?\{([^}]*)\})|\$)")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$(\{[^}]*\})?")]
    private static partial Regex DollarOrPlaceholder();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Infra.Workloads;

/// <summary>A node of a YAML document, which knows the file and line it stands on.</summary>
internal abstract record YamlNode(string File, int Line)
{
    /// <summary>How many nodes it is when every alias is written out.</summary>
    public abstract long Size { get; }

    public string Kind => this switch
    {
        YamlMap => "a map",
        YamlList => "a list",
        YamlScalar { Type: YamlType.Null } => "empty",
        YamlScalar { Type: YamlType.Number } scalar => $"the number {scalar.Raw}",
        YamlScalar { Type: YamlType.Flag } scalar => $"the flag {scalar.Raw}",
        YamlScalar scalar => $"the text '{scalar.Text}'",
        _ => "unknown",
    };
}

internal enum YamlType
{
    Text,
    Number,
    Flag,
    Null,
}

/// <param name="Text">The value; of a number or flag as JSON writes it.</param>
/// <param name="Raw">The value as it is written in the file.</param>
/// <param name="FirstLine">The line on which the text itself starts: for a literal block the one after its indicator.</param>
internal sealed record YamlScalar(string File, int Line, YamlType Type, string Text, string Raw, int? FirstLine) : YamlNode(File, Line)
{
    public override long Size => 1;

    /// <summary>The line of a place in the text; for text that YAML folds, the line it starts on.</summary>
    public int LineAt(int offset) => FirstLine is { } first ? first + Text.AsSpan(0, offset).Count('\n') : Line;
}

internal sealed record YamlList(string File, int Line, ImmutableArray<YamlNode> Items) : YamlNode(File, Line)
{
    public override long Size { get; } = 1 + Items.Sum(item => item.Size);
}

internal sealed record YamlMap(string File, int Line, ImmutableArray<YamlEntry> Entries) : YamlNode(File, Line)
{
    public override long Size { get; } = 1 + Entries.Sum(entry => 1 + entry.Value.Size);

    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}

internal sealed record YamlEntry(string File, int Line, string Key, YamlNode Value);

/// <summary>Reads a YAML document into nodes; everything that cannot be read becomes a problem.</summary>
/// <remarks>
/// Plain scalars mean what they mean to score-go, which reads with gopkg.in/yaml.v3: null, true and false, decimal, hexadecimal and
/// octal numbers; anything else is text. YamlDotNet's own representation model throws at the first duplicate key and reads every alias anew.
/// </remarks>
internal sealed partial class YamlDocument(string file, ProblemLog problems, string expected = "a Score workload; start with 'apiVersion: score.dev/v1b1'")
{
    public const int MaximumBytes = 256 * 1024;
    private const int MaximumDepth = 64;
    private const int MaximumNodes = 100_000;

    private readonly Dictionary<string, YamlNode> anchors = [];

    public YamlNode? Read(string text, int maximum = MaximumBytes)
    {
        if (text.Length > maximum)
            return Refuse(0, $"the file has {text.Length} characters, expected at most {maximum}; move large content into files of its own and name them as 'source'");

        var scanner = new Scanner(new StringReader(text));
        var parser = new Parser(scanner);
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return Refuse(1, $"the file is empty, expected {expected}");

            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, 0);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
                problems.Add(file, (int)second.Start.Line, "", "a second YAML document starts here, expected one a file; move it to a file of its own");

            return root;
        }
        catch (ReadingEnds)
        {
            return null;
        }
        catch (YamlException exception)
        {
            return Refuse((int)exception.Start.Line, $"the file is not YAML: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet 16.3 gives up so, without a place, on a plain value that starts with a closing bracket.
            return Refuse((int)scanner.CurrentPosition.Line, "the file is not YAML: a value cannot start like this; look for a bracket too many");
        }
    }

    private YamlNode ReadNode(IParser parser, int depth)
    {
        if (depth > MaximumDepth)
            throw Stop(parser.Current!, $"the file is nested deeper than {MaximumDepth} levels; make it flatter");

        if (parser.TryConsume<AnchorAlias>(out var alias))
            return anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw Stop(alias, $"the alias '*{alias.Value}' has no anchor before it; write '&{alias.Value}' where the value is");

        // YamlDotNet lets some maps end between a key and its value.
        if (parser.Current is not NodeEvent start)
            throw Stop(parser.Current!, "a value is missing here; look for a bracket or a key that does not belong");

        var line = (int)start.Start.Line;
        YamlNode node;
        if (parser.TryConsume<Scalar>(out var scalar))
            node = ReadScalar(scalar, line);
        else if (parser.TryConsume<SequenceStart>(out _))
            node = ReadList(parser, line, depth);
        else
            node = ReadMap(parser, line, depth);

        // Aliases are not copied, but whoever walks the tree sees them written out: a short file can stand for billions of nodes.
        if (node.Size > MaximumNodes)
            throw Stop(start, $"the file has more than {MaximumNodes} values with its aliases written out; make it smaller");

        if (!start.Anchor.IsEmpty)
            anchors[start.Anchor.Value] = node;

        return node;
    }

    private YamlList ReadList(IParser parser, int line, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser, depth + 1));

        return new YamlList(file, line, items.ToImmutable());
    }

    private YamlMap ReadMap(IParser parser, int line, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var merged = new List<YamlEntry>();
        var lines = new Dictionary<string, int>();

        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = (int)parser.Current!.Start.Line;
            var isMerge = parser.Current is Scalar { IsPlainImplicit: true, Value: "<<" };
            if (ReadNode(parser, depth + 1) is not YamlScalar key)
                throw new ReadingEnds(problems, file, keyLine, "a key is a list or a map, expected text");

            var value = ReadNode(parser, depth + 1);
            if (isMerge)
                merged.AddRange(MergedEntries(value));
            else if (lines.TryAdd(key.Raw, keyLine))
                entries.Add(new YamlEntry(file, keyLine, key.Raw, value));
            else
                problems.Add(file, keyLine, "", $"the key '{key.Raw}' is here a second time, after line {lines[key.Raw]}; remove one of them");
        }

        // A merge key gives what the map itself does not say; of several merged maps the first wins (yaml.org/type/merge.html).
        foreach (var entry in merged)
            if (lines.TryAdd(entry.Key, entry.Line))
                entries.Add(entry);

        return new YamlMap(file, line, entries.ToImmutable());
    }

    private IEnumerable<YamlEntry> MergedEntries(YamlNode value)
    {
        switch (value)
        {
            case YamlMap map:
                return map.Entries;
            case YamlList list when list.Items.All(item => item is YamlMap):
                return list.Items.SelectMany(item => ((YamlMap)item).Entries);
            default:
                problems.Add(file, value.Line, "", $"the merge key '<<' is {value.Kind}, expected a map or a list of maps");
                return [];
        }
    }

    private YamlScalar ReadScalar(Scalar scalar, int line)
    {
        var isText = scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty;
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value != "tag:yaml.org,2002:str")
            problems.Add(file, line, "", $"the tag '{scalar.Tag}' is not known, expected none or '!!str'; remove it");

        var (type, text) = isText ? (YamlType.Text, scalar.Value) : Classify(scalar.Value);

        return new YamlScalar(file, line, type, text, scalar.Value, scalar.Style == ScalarStyle.Literal ? line + 1 : null);
    }

    private static (YamlType Type, string Text) Classify(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => (YamlType.Null, "null"),
        "true" or "True" or "TRUE" => (YamlType.Flag, "true"),
        "false" or "False" or "FALSE" => (YamlType.Flag, "false"),
        _ when Decimal().IsMatch(plain) => (YamlType.Number, BigInteger.Parse(plain).ToString()),
        _ when Radix().Match(plain) is { Success: true } match => (YamlType.Number, FromRadix(match)),
        _ when Fraction().IsMatch(plain) && double.Parse(plain, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) =>
            (YamlType.Number, number.ToString("R", CultureInfo.InvariantCulture)),
        _ => (YamlType.Text, plain),
    };

    private static string FromRadix(Match match)
    {
        var radix = match.Groups["hexadecimal"].Success ? 16 : 8;
        var digits = match.Groups["hexadecimal"].Value + match.Groups["octal"].Value;
        var value = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16));

        return (match.Value[0] == '-' ? -value : value).ToString();
    }

    private YamlNode? Refuse(int line, string message)
    {
        problems.Add(file, line, "", message);
        return null;
    }

    private ReadingEnds Stop(ParsingEvent at, string message) => new(problems, file, (int)at.Start.Line, message);

    /// <summary>Ends the reading of a document whose rest cannot be made sense of, after noting why.</summary>
    private sealed class ReadingEnds : Exception
    {
        public ReadingEnds(ProblemLog problems, string file, int line, string message)
            : base(message) => problems.Add(file, line, "", message);
    }

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^[-+]?0(x(?<hexadecimal>[0-9a-fA-F]+)|o?(?<octal>[0-7]+))\z")]
    private static partial Regex Radix();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Fraction();
}

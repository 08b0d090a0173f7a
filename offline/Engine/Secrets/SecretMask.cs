using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json;
using Pulumi.Offline;

namespace Slipway.Engine.Secrets;

/// <summary>Hides every secret text known so far, also inside a longer text and as JSON writes it.</summary>
public sealed class SecretMask
{
    public const string Replacement = "[secret]";

    /// <summary>Shorter texts would hide half of every message and say little anyway.</summary>
    private const int ShortestSecret = 3;

    /// <summary>Output comes in lines, so a secret of several lines is hidden line by line too.</summary>
    private const int ShortestLine = 8;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<string> added = [];
    private ImmutableArray<SecretTexts> blocks = [];

    public void Add(string secret)
    {
        lock (gate)
        {
            AddLocked(secret);
        }
    }

    /// <summary>Learns every text that lies under a secret wrapper.</summary>
    public void Add(PropertyValue value)
    {
        if (value is PropertyValue.Map { Count: 0 } || !value.ContainsSecret) return;
        lock (gate)
        {
            Collect(value, inSecret: false);
        }
    }

    public string Apply(string text)
    {
        var blocks = Blocks();
        StringBuilder? masked = null;
        var taken = 0;
        var position = 0;
        while (position < text.Length && Next(position) is var start and >= 0)
        {
            // Secrets may overlap: all that belongs to any of them is hidden.
            var end = start + Longest(start);
            for (var within = start + 1; within < end; within++) end = Math.Max(end, within + Longest(within));
            masked ??= new StringBuilder(text.Length);
            masked.Append(text, taken, start - taken).Append(Replacement);
            taken = position = end;
        }

        return masked is null ? text : masked.Append(text, taken, text.Length - taken).ToString();

        int Next(int from)
        {
            var first = -1;
            foreach (var block in blocks)
            {
                var found = block.IndexIn(text.AsSpan(from));
                if (found >= 0 && (first < 0 || from + found < first)) first = from + found;
            }

            return first;
        }

        int Longest(int at)
        {
            var longest = 0;
            foreach (var block in blocks) longest = Math.Max(longest, block.LongestAt(text.AsSpan(at)));
            return longest;
        }
    }

    /// <summary>What is known, prepared for searching. Blocks of like size are merged, so that learning n secrets one by one costs n log n.</summary>
    private ImmutableArray<SecretTexts> Blocks()
    {
        lock (gate)
        {
            if (added.Count == 0) return blocks;
            var fresh = new SecretTexts([.. added]);
            added.Clear();
            while (blocks is [.., var last] && last.Count <= fresh.Count * 2)
            {
                fresh = fresh.With(last);
                blocks = blocks.RemoveAt(blocks.Length - 1);
            }

            return blocks = blocks.Add(fresh);
        }
    }

    private void Collect(PropertyValue value, bool inSecret)
    {
        switch (value)
        {
            case PropertyValue.Secret secret:
                Collect(secret.Value, inSecret: true);
                break;
            case PropertyValue.Text text when inSecret:
                AddLocked(text.Value);
                break;
            case PropertyValue.Number number when inSecret:
                AddLocked(number.Value.ToString("R"));
                break;
            case PropertyValue.Asset { Content: { } content } when inSecret:
                AddLocked(content);
                break;
            case PropertyValue.List list:
                foreach (var item in list.Items) Collect(item, inSecret);
                break;
            case PropertyValue.Map map:
                foreach (var (_, property) in map) Collect(property, inSecret);
                break;
        }
    }

    private void AddLocked(string secret)
    {
        AddForms(secret, ShortestSecret);
        if (!secret.Contains('\n', StringComparison.Ordinal)) return;
        AddForms(secret.Trim(), ShortestLine);
        foreach (var line in secret.Split('\n')) AddForms(line.Trim(), ShortestLine);
    }

    private void AddForms(string secret, int shortest)
    {
        if (secret.Length < shortest || string.IsNullOrWhiteSpace(secret) || !known.Add(secret)) return;
        added.Add(secret);
        AddWritten(JsonConvert.ToString(secret)[1..^1]);
        AddWritten(System.Text.Json.JsonEncodedText.Encode(secret).ToString());
    }

    private void AddWritten(string form)
    {
        if (known.Add(form)) added.Add(form);
    }
}

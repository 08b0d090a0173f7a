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
    private string[] longestFirst = [];
    private bool sorted = true;

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
        string[] secrets;
        lock (gate)
        {
            if (!sorted)
            {
                // The longest first: a secret that contains another is hidden whole.
                longestFirst = [.. known.OrderByDescending(secret => secret.Length).ThenBy(secret => secret, StringComparer.Ordinal)];
                sorted = true;
            }

            secrets = longestFirst;
        }

        foreach (var secret in secrets) text = text.Replace(secret, Replacement, StringComparison.Ordinal);
        return text;
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
        sorted = false;
        known.Add(JsonConvert.ToString(secret)[1..^1]);
        known.Add(System.Text.Json.JsonEncodedText.Encode(secret).ToString());
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Pulumi.Offline;

namespace Slipway.Engine.State;

/// <summary>Brings what an interrupted update recorded into the state it began from.</summary>
internal sealed class JournalReplay(string location, SecretCodec secrets, StateTable table)
{
    /// <summary>False when the checkpoint already holds the journal's result.</summary>
    public bool Run(byte[] journal, string checkpointHash)
    {
        // The last line may be torn: its writer died before the step it speaks of went on.
        var complete = journal.AsSpan(0, journal.AsSpan().LastIndexOf((byte)'\n') + 1);
        var lines = Encoding.UTF8.GetString(complete).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) throw Damaged("it has no first line", null);
        var number = 0;
        try
        {
            var (begins, folded) = Frame(lines);
            if (folded is not null && folded == checkpointHash) return false;
            if (begins != checkpointHash)
                throw Damaged("it belongs to another checkpoint than the one beside it", null);

            foreach (var line in lines)
            {
                number++;
                Replay(line);
            }
        }
        catch (JsonException error)
        {
            throw Damaged($"line {number}: {error.Message}", error);
        }

        return true;
    }

    private static (string? Begins, string? Folded) Frame(string[] lines)
    {
        // Only these two kinds of line are read before it is known that the journal fits; they hold no secrets.
        string? folded = null;
        if (lines[^1].StartsWith("{\"folded\"", StringComparison.Ordinal)
            && PropertyJson.Parse(lines[^1]) is PropertyValue.Map last
            && last["folded"] is PropertyValue.Text hash)
        {
            folded = hash.Value;
        }

        if (!lines[0].StartsWith("{\"journal\"", StringComparison.Ordinal)) throw new JsonReaderException("It does not begin as a journal.");
        var first = PropertyJson.Parse(lines[0]) as PropertyValue.Map;
        if (first?["journal"] is not PropertyValue.Number { Value: 1 }) throw new JsonReaderException("It is not a journal of version 1.");
        return ((first["base"] as PropertyValue.Text)?.Value, folded);
    }

    private void Replay(string line)
    {
        using var json = PropertyJson.Reader(new StringReader(line));
        PropertyJson.Next(json);
        long? begin = null, end = null, failed = null;
        PendingOperation? operation = null;
        var urn = "";
        var put = new List<(int Key, ResourceState State)>();
        var removed = new List<int>();
        var settled = new List<(string Kind, string? Id)>();
        while (PropertyJson.Next(json) != JsonToken.EndObject)
        {
            var name = (string)json.Value!;
            PropertyJson.Next(json);
            switch (name)
            {
                case "salt":
                    secrets.UseStored((string?)json.Value);
                    break;
                case "begin":
                    begin = Number();
                    break;
                case "end":
                    end = Number();
                    break;
                case "failed":
                    failed = Number();
                    break;
                case "urn":
                    urn = (string?)json.Value ?? "";
                    break;
                case "operation":
                    operation = Checkpoint.ReadPending(json, secrets);
                    break;
                case "put":
                    while (PropertyJson.Next(json) != JsonToken.EndArray) put.Add(ReadPut());
                    break;
                case "removed":
                    while (PropertyJson.Next(json) != JsonToken.EndArray) removed.Add((int)Number());
                    break;
                case "settled":
                    while (PropertyJson.Next(json) != JsonToken.EndArray) settled.Add(ReadSettled());
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (begin is not null && operation is not null) table.AddPending(begin.Value, operation);
        if (failed is not null) table.ForgetPending(failed.Value);
        if (end is null) return;
        foreach (var (key, state) in put) table.Put(key, state);
        foreach (var key in removed) table.Remove(key);
        foreach (var (kind, id) in settled) table.SettlePending(kind, urn, id);
        if (end != 0) table.EndPending(end.Value);

        long Number() => Convert.ToInt64(json.Value, CultureInfo.InvariantCulture);

        (string Kind, string? Id) ReadSettled()
        {
            if (PropertyJson.Read(json, "", null) is not PropertyValue.Map operation || operation["type"] is not PropertyValue.Text kind) throw new JsonReaderException("A settled operation has no type.");
            return (kind.Value, (operation["id"] as PropertyValue.Text)?.Value);
        }

        (int Key, ResourceState State) ReadPut()
        {
            var key = 0;
            ResourceState? state = null;
            while (PropertyJson.Next(json) != JsonToken.EndObject)
            {
                var name = (string)json.Value!;
                PropertyJson.Next(json);
                if (name == "key") key = (int)Number();
                else state = ResourceJson.Read(json, secrets);
            }

            return (key, state ?? throw new JsonReaderException("A put has no resource."));
        }
    }

    private StateException Damaged(string reason, Exception? inner) => new(
        $"The journal '{location}.journal' of an interrupted update cannot be used: {reason}. Nothing was changed. "
        + "Restore the checkpoint it belongs to, or, when what that update did is of no matter, move the journal away.", inner);
}

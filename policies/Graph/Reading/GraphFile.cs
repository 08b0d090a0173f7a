using System.Text.Json;

namespace Slipway.Policies.Graph.Reading;

/// <summary>
/// Reads a graph from what the pulumi CLI, or Slipway, writes: <c>preview --json</c>, an event log (one event a line),
/// <c>stack export</c>, or a checkpoint file.
/// </summary>
public static class GraphFile
{
    private const string Expected = "expected the output of `pulumi preview --json --show-sames`, of `pulumi preview --event-log <file>`, or of `pulumi stack export`";

    /// <exception cref="GraphFormatException">The file cannot be read, or is none of these.</exception>
    public static GraphReading Read(string path)
    {
        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GraphFormatException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <param name="name">What the content is called in an error.</param>
    public static GraphReading Read(ReadOnlySpan<byte> content, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(WithoutMark(content), new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 512 });
            if (!JsonDocument.TryParseValue(ref reader, out var first)) throw new GraphFormatException($"'{name}' is empty, {Expected}.");
            using (first)
            {
                return first.RootElement.ValueKind != JsonValueKind.Object ? throw Unknown(name)
                    : first.RootElement.TryGetProperty("sequence", out _) ? ReadEvents(first.RootElement, ref reader, name)
                    : first.RootElement.TryGetProperty("steps", out var steps) ? ReadPreview(first.RootElement, steps, name)
                    : Deployment(first.RootElement) is { } deployment ? ReadState(deployment)
                    : throw Unknown(name);
            }
        }
        catch (JsonException error)
        {
            throw new GraphFormatException($"'{name}' is no JSON, or damaged, at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}; {Expected}.", error);
        }
        catch (InvalidOperationException error)
        {
            // What the JSON reader says of a text where an object should be.
            throw new GraphFormatException($"'{name}' is not in the form it seems to be: {error.Message}", error);
        }
    }

    private static GraphFormatException Unknown(string name) => new($"'{name}' is nothing a graph can be read from, {Expected}.");

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content) => content.StartsWith("\uFEFF"u8) ? content[3..] : content;

    private static GraphReading ReadPreview(JsonElement preview, JsonElement steps, string name)
    {
        if (ProblemOf(preview) is { } problem) throw Failed(name, problem);
        var reader = new StepsReader(tellsDependencies: true);
        foreach (var step in steps.EnumerateArray()) reader.Add(step, "oldState", "newState");
        return new(reader.ToGraph(), IsPlan: true, LeftOut(preview, "changeSummary", reader));
    }

    private static GraphReading ReadEvents(JsonElement first, ref Utf8JsonReader rest, string name)
    {
        var reader = new StepsReader(tellsDependencies: false);
        GraphReading? whole = null;
        int? leftOut = null;
        Add(first);
        while (rest.Read())
        {
            using var next = JsonDocument.ParseValue(ref rest);
            Add(next.RootElement);
        }

        return whole ?? new(reader.ToGraph(), IsPlan: true,
            leftOut ?? throw new GraphFormatException($"'{name}' ends before the preview does: it has no summaryEvent. What it does not tell cannot be judged: run the preview again."));

        void Add(JsonElement line)
        {
            if (line.TryGetProperty("resourcePreEvent", out var step) && step.TryGetProperty("metadata", out var metadata)) reader.Add(metadata, "old", "new");
            if (line.TryGetProperty("diagnosticEvent", out var diagnostic) && ErrorOf(diagnostic) is { } problem) throw Failed(name, problem);
            if (line.TryGetProperty("summaryEvent", out var summary)) leftOut = LeftOut(summary, "resourceChanges", reader);
            // Slipway's own stream ends with the whole plan, which tells more than its events.
            if (line.TryGetProperty("document", out var document) && document.TryGetProperty("steps", out var steps)) whole = ReadPreview(document, steps, name);
        }
    }

    // A preview that failed shows the resources it came to before.
    private static GraphFormatException Failed(string name, string problem) => new($"'{name}' is of a preview that failed: {problem.Trim()}");

    /// <summary>Why a preview failed: Pulumi tells it among its diagnostics, Slipway as problems.</summary>
    private static string? ProblemOf(JsonElement preview) =>
        (preview.TryGetProperty("diagnostics", out var diagnostics) ? diagnostics.EnumerateArray().Select(ErrorOf).FirstOrDefault(error => error is not null) : null)
        ?? (preview.TryGetProperty("problems", out var problems) ? problems.EnumerateArray().Select(problem => problem.GetString()).FirstOrDefault() : null);

    private static string? ErrorOf(JsonElement diagnostic) =>
        StateJson.Text(diagnostic, "severity") == "error" ? StateJson.Text(diagnostic, "message") ?? "no message" : null;

    private static int LeftOut(JsonElement json, string name, StepsReader reader) =>
        json.TryGetProperty(name, out var counts) && counts.ValueKind == JsonValueKind.Object && counts.TryGetProperty("same", out var same)
            ? Math.Max(0, same.GetInt32() - reader.Unchanged)
            : 0;

    private static JsonElement? Deployment(JsonElement json) =>
        json.TryGetProperty("deployment", out var deployment) ? deployment
        : json.TryGetProperty("checkpoint", out var checkpoint) && checkpoint.TryGetProperty("latest", out var latest) ? latest
        : null;

    private static GraphReading ReadState(JsonElement deployment)
    {
        var resources = deployment.ValueKind == JsonValueKind.Object && deployment.TryGetProperty("resources", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(IsThere).Select(json => StateJson.Read(json, StateJson.Flag(json, "external") ? GraphStep.Read : GraphStep.Same, tellsDependencies: true)).ToList()
            : [];
        return new(new ResourceGraph(resources.Count == 0 ? "" : ResourceUrn.StackOf(resources[0].Urn), resources), IsPlan: false, 0);
    }

    // The old copy of a replaced resource waits for its deletion; default providers are in no plan.
    private static bool IsThere(JsonElement json) =>
        !StateJson.Flag(json, "delete")
        && !(StateJson.Text(json, "type")?.StartsWith("pulumi:providers:", StringComparison.Ordinal) == true
            && ResourceUrn.NameOf(StateJson.Text(json, "urn") ?? "").StartsWith("default", StringComparison.Ordinal));
}

using System.Collections.Immutable;
using System.Text.Json;

namespace Slipway.Policies.Graph.Reading;

/// <summary>Property values as Pulumi writes them: special kinds are objects with a signature, unknowns a fixed text.</summary>
internal static class ValueJson
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string SecretKind = "1b47061264138c4ac30d75fd1eb44270";
    private const string AssetKind = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveKind = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string ResourceKind = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string BytesKind = "803fd3297a5875dc03ca845dda5d2a98";
    private const string OutputKind = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    // The plain one is what previews show; the others tell of the kind a value would have.
    private static readonly ImmutableHashSet<string> UnknownTexts =
    [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];

    // What previews and event logs show in place of a secret.
    private const string Masked = "[secret]";

    public static GraphValue.Map Properties(JsonElement json) => Read(json) as GraphValue.Map ?? GraphValue.Map.Empty;

    public static GraphValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => GraphValue.Of(true),
        JsonValueKind.False => GraphValue.Of(false),
        JsonValueKind.Number => GraphValue.Of(json.GetDouble()),
        JsonValueKind.String => Text(json.GetString()!),
        JsonValueKind.Array => new GraphValue.List([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => json.TryGetProperty(Signature, out var kind) && kind.ValueKind == JsonValueKind.String
            ? Special(kind.GetString()!, json)
            : GraphValue.Map.Of(json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Read(member.Value)))),
        _ => GraphValue.Nothing,
    };

    private static GraphValue Text(string text) =>
        text == Masked ? GraphValue.Hidden : text.Length == 36 && UnknownTexts.Contains(text) ? GraphValue.NotYetKnown : GraphValue.Of(text);

    private static GraphValue Special(string kind, JsonElement json) => kind switch
    {
        SecretKind => GraphValue.Hidden,
        OutputKind when json.TryGetProperty("secret", out var secret) && secret.ValueKind == JsonValueKind.True => GraphValue.Hidden,
        OutputKind => json.TryGetProperty("value", out var value) ? Read(value) : GraphValue.NotYetKnown,
        AssetKind => new GraphValue.Other("asset"),
        ArchiveKind => new GraphValue.Other("archive"),
        BytesKind => new GraphValue.Other("bytes"),
        ResourceKind => new GraphValue.Other(json.TryGetProperty("urn", out var urn) ? urn.GetString() ?? "resource" : "resource"),
        _ => throw new GraphFormatException($"A property has the unknown signature '{kind}'. It was written by a Pulumi newer than this version of Slipway knows."),
    };
}

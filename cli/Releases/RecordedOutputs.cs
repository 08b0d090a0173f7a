using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Slipway.Cli.Releases;

/// <summary>What `pulumi stack output --json` says of releases, as a file.</summary>
internal static class RecordedOutputs
{
    /// <exception cref="UserException">The file is not there, or holds something else.</exception>
    public static ImmutableSortedDictionary<string, RecordedRelease> Read(string path) =>
        ReadMap(path, "what `pulumi stack output --json` prints")["releases"] is JObject releases
            ? RecordedRelease.ReadAll(releases)
            : ImmutableSortedDictionary<string, RecordedRelease>.Empty;

    /// <summary>A map from workloads to images.</summary>
    /// <exception cref="UserException">The file is not there, or holds something else.</exception>
    public static ImmutableSortedDictionary<string, string> ReadImages(string path)
    {
        const string Expected = "a map from workloads to images";
        return ReadMap(path, Expected).Properties().ToImmutableSortedDictionary(
            image => image.Name,
            image => image.Value is JValue { Type: JTokenType.String } reference ? (string)reference! : throw Wrong(path, Expected),
            StringComparer.Ordinal);
    }

    private static JObject ReadMap(string path, string expected)
    {
        if (!File.Exists(path)) throw new UserException($"there is no file '{path}', expected {expected}.");
        try
        {
            using var reader = new JsonTextReader(new StringReader(File.ReadAllText(path))) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
        catch (JsonReaderException)
        {
            throw Wrong(path, expected);
        }
    }

    private static UserException Wrong(string path, string expected) => new($"'{path}' does not hold {expected}.");
}

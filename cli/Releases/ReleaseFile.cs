using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Slipway.Cli.Projects;
using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Releases;

/// <summary>Writes states of releases, and the images they are about, into <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
internal sealed class ReleaseFile(SelectedStack stack)
{
    private readonly StackFile _file = new(stack.Project, stack.Name);

    private string ImagesKey => $"{stack.Project.Name}:images";

    /// <summary>The image of a workload; null where the file names none.</summary>
    public string? ImageOf(string workload) => stack.Setting("images") is { } text ? (string?)JObject.Parse(text)[workload] : null;

    /// <summary>What a version is called that runs an image: the beginning of its digest.</summary>
    public string NameOf(string? image, DateTimeOffset now) => (image is null ? null : ImageVersion.Of(image)) switch
    {
        // A name for the version that every target can take, where a tag says nothing of what is in it.
        null => $"r{now:yyMMddHHmmss}",
        // Azure calls revisions by it, and takes no such name a second time.
        { } digest when stack.Setting("target") == "azure" => $"{digest}-{now:yyMMddHHmm}",
        { } digest => digest,
    };

    public void Write(string workload, ReleaseState state) => _file.Set([ReleaseConfiguration.KeyOf(stack), workload], Yaml(ReleaseJson.Write(state)));

    /// <summary>All of it, in place of what the file says of these workloads.</summary>
    public void Write(DeploymentStep step)
    {
        foreach (var (workload, state) in step.States)
        {
            // Before its first release a workload is left to whoever moves its traffic by hand.
            if (IsFirst(state)) _file.Remove([ReleaseConfiguration.KeyOf(stack), workload]);
            else Write(workload, state);
        }

        foreach (var (workload, image) in step.Images) _file.Set([ImagesKey, workload], YamlLines.Text(image));
    }

    private static bool IsFirst(ReleaseState state) =>
        state is { IsUnderWay: false, Stable: Slots.Blue, Slots.Count: 1, TakenBack: null } && !state.StableSlot.IsKept;

    private static YamlNode Yaml(JToken json) => json switch
    {
        JObject map => new YamlMappingNode(map.Properties().Select(property => KeyValuePair.Create((YamlNode)new YamlScalarNode(property.Name), Yaml(property.Value)))),
        JArray list => new YamlSequenceNode(list.Select(Yaml)),
        JValue { Type: JTokenType.Integer } number => new YamlScalarNode(number.ToString()),
        JValue { Type: JTokenType.Boolean } flag => new YamlScalarNode((bool)flag ? "true" : "false"),
        _ => new YamlScalarNode((string?)json) { Style = ScalarStyle.DoubleQuoted },
    };
}

using System.Collections.Concurrent;
using System.Globalization;
using Moq;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Testing;
using Slipway.Infra.Stacks;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Kubernetes;

public sealed class StagingStackTests
{
    [Fact]
    public async Task The_stack_consists_of_what_the_picture_shows()
    {
        var project = ProjectFolder.Above(AppContext.BaseDirectory);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", Configuration(project.FilePath("Pulumi.staging.yaml")).ToString());
        var resources = new ConcurrentBag<string>();
        var mocks = new Mock<IMocks>();
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns((MockResourceArgs args) =>
        {
            resources.Add($"{args.Type} {args.Name}");
            return Task.FromResult<(string?, object)>((args.Name, args.Inputs));
        });

        await Deployment.TestAsync(mocks.Object, new TestOptions { ProjectName = "slipway", StackName = "staging", IsPreview = true }, () =>
        {
            var reader = new SettingsReader(new Config(), "staging");
            var settings = PlatformSettings.Read(reader, "slipway", "staging");
            var make = Targets.Read(reader, settings.Target);
            reader.ThrowIfWrong();
            var catalog = Catalog.Read(project, settings, "staging");
            Platform.Declare(catalog, make!(new TargetContext("staging", settings, project, catalog)), settings.Environment);
            return new Dictionary<string, object?>();
        });

        Snapshot.Matches("stack-staging", string.Join('\n', resources.Order(StringComparer.Ordinal)) + "\n");
    }

    /// <summary>A stack's file as the engine hands it over: texts as they are, lists and maps as JSON.</summary>
    private static JObject Configuration(string file)
    {
        using var reader = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(reader);
        var config = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["config"];
        return new JObject(config.Children.Select(entry => new JProperty(
            ((YamlScalarNode)entry.Key).Value!,
            entry.Value is YamlScalarNode scalar ? scalar.Value! : Json(entry.Value).ToString(Newtonsoft.Json.Formatting.None))));
    }

    private static JToken Json(YamlNode node) => node switch
    {
        YamlSequenceNode list => new JArray(list.Children.Select(Json)),
        YamlMappingNode map => new JObject(map.Children.Select(entry => new JProperty(((YamlScalarNode)entry.Key).Value!, Json(entry.Value)))),
        _ => JValue.CreateString(Convert.ToString(((YamlScalarNode)node).Value, CultureInfo.InvariantCulture)!),
    };
}

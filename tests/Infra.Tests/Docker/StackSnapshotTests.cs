using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Testing;
using Slipway.Infra.Stacks;
using YamlDotNet.Serialization;

namespace Infra.Tests.Docker;

/// <summary>The stacks of this repository that run on Docker hosts, as lists of what they consist of.</summary>
public sealed class StackSnapshotTests
{
    [Theory]
    [InlineData("dev-docker")]
    [InlineData("client-small")]
    [InlineData("client-airgap")]
    public async Task A_stack_consists_of(string stack)
    {
        var declared = await DeclareAsync(stack);

        Snapshot.Matches($"stack-{stack}", string.Concat(declared.Values
            .OrderBy(resource => resource.Type, StringComparer.Ordinal).ThenBy(resource => resource.Name, StringComparer.Ordinal)
            .Select(resource => $"{resource.Type} {resource.Name}\n")));
    }

    [Fact]
    public async Task On_a_laptop_images_are_built_from_the_checkout_and_again_when_sources_change()
    {
        var declared = await DeclareAsync("dev-docker");

        var image = declared["image-portfolio"];
        var build = image.Map("build");
        Assert.Equal("apps/Dockerfile", build["dockerfile"]);
        Assert.Equal("Portfolio", ((System.Collections.Immutable.ImmutableDictionary<string, object>)build["buildArgs"])["PROJECT"]);
        Assert.EndsWith($":{image.Map("triggers")["sources"]}", image.Text("name"));
        Assert.Equal(image.Text("name"), declared["portfolio-api"].Labels()["image"]);
    }

    [Fact]
    public async Task A_client_is_published_to_its_network_and_its_data_may_not_be_deleted_by_accident()
    {
        var declared = await DeclareAsync("client-small");

        Assert.Equal("0.0.0.0", Assert.Single(declared["edge"].Items("ports"))["ip"]);
        Assert.Equal("ssh://deploy@small.clients.example", declared["docker"].Text("host"));
        Assert.Equal("registry.slipway.example/services/portfolio:1.0.0", declared["portfolio-api"].Labels()["image"]);
    }

    [Fact]
    public async Task Without_internet_every_image_is_named_by_the_tag_it_has_in_the_bundle()
    {
        var declared = await DeclareAsync("client-airgap");

        Assert.All(declared.Values.Where(resource => resource.Type == "docker:index/remoteImage:RemoteImage"), image =>
        {
            Assert.Matches(":[^:/@]+$", image.Text("name"));
            Assert.False(image.Inputs.ContainsKey("build"));
            Assert.False(image.Inputs.ContainsKey("pullTriggers"));
        });
    }

    private static Task<IReadOnlyDictionary<string, MockResourceArgs>> DeclareAsync(string stack)
    {
        var project = ProjectFolder.Above(AppContext.BaseDirectory);
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, object>>>(File.ReadAllText(project.FilePath($"Pulumi.{stack}.yaml")));
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", new JObject(file["config"].Select(setting =>
            new JProperty(setting.Key, setting.Value as string ?? JToken.FromObject(setting.Value).ToString()))).ToString());
        return Declared.ByAsync(() =>
        {
            var reader = new SettingsReader(new Config(), stack);
            var settings = PlatformSettings.Read(reader, "slipway", stack);
            var make = Targets.Read(reader, settings.Target);
            reader.ThrowIfWrong();
            var catalog = Catalog.Read(project, settings, stack);
            Platform.Declare(catalog, make!(new TargetContext(stack, settings, project, catalog)), settings.Environment);
        });
    }
}

using Pulumi.Testing;

namespace Infra.Tests.Docker;

/// <summary>The stacks of this repository that run on Docker hosts, as their settings make them.</summary>
public sealed class RepositoryStackTests
{
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

    private static async Task<IReadOnlyDictionary<string, MockResourceArgs>> DeclareAsync(string stack) =>
        (await StackProgram.DeclareStackAsync(stack)).Where(resource => resource.Type!.StartsWith("docker:", StringComparison.Ordinal) || resource.Type == "pulumi:providers:docker")
            .GroupBy(resource => resource.Name!).ToDictionary(group => group.Key, group => group.Last());
}

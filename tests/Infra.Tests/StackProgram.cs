using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Testing;
using Slipway.Infra.Stacks;
using Slipway.Infra.Workloads;
using YamlDotNet.Serialization;

// The real SDK keeps the run of a test in static state: one run at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Infra.Tests;

/// <summary>Declares Score texts on a target under the SDK's mocks, with settings as a stack's configuration gives them.</summary>
internal static class StackProgram
{
    /// <param name="settings">Configuration by key, without the namespace; lists and maps as JSON.</param>
    /// <param name="scores">Score files as text; each is taken to lie in a folder <c>apps/shop</c>, <c>apps/shop1</c> and so on.</param>
    public static Task<IReadOnlyDictionary<string, MockResourceArgs>> DeclareAsync(IReadOnlyDictionary<string, string> settings, params string[] scores) =>
        Declared.ByAsync(Of(settings, scores));

    /// <summary>The same, for targets that give one name to resources of several types.</summary>
    public static Task<IReadOnlyList<MockResourceArgs>> DeclareAllAsync(IReadOnlyDictionary<string, string> settings, params string[] scores) =>
        Declared.AllAsync(Of(settings, scores));

    /// <summary>Declares a stack of this checkout, from its settings and Score files.</summary>
    public static Task<IReadOnlyList<MockResourceArgs>> DeclareStackAsync(string stack) =>
        DeclareOnAsync(stack, Catalog.Read);

    /// <summary>Declares Score texts with the settings of a stack of this checkout.</summary>
    public static Task<IReadOnlyList<MockResourceArgs>> DeclareOnStackAsync(string stack, params string[] scores) =>
        DeclareOnStackAsync(stack, [], scores);

    /// <summary>The same, without settings (with their namespace) that name the stack's own workloads.</summary>
    public static Task<IReadOnlyList<MockResourceArgs>> DeclareOnStackAsync(string stack, IReadOnlyCollection<string> without, string[] scores) =>
        DeclareOnAsync(stack, (project, _, _) => CatalogOf(scores, project.Path + "/"), without);

    /// <summary>The same with workloads that were read already.</summary>
    public static Task<IReadOnlyList<MockResourceArgs>> DeclareOnStackAsync(string stack, IReadOnlyCollection<string> without, Workload workload) =>
        DeclareOnAsync(stack, (_, _, _) => WorkloadCatalog.Create([workload]), without);

    private static Task<IReadOnlyList<MockResourceArgs>> DeclareOnAsync(
        string stack, Func<ProjectFolder, PlatformSettings, string, WorkloadCatalog> readCatalog, IReadOnlyCollection<string>? without = null)
    {
        var project = ProjectFolder.Above(AppContext.BaseDirectory);
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, object>>>(File.ReadAllText(project.FilePath($"Pulumi.{stack}.yaml")));
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", new JObject(file["config"].Where(setting => without?.Contains(setting.Key) != true).Select(setting =>
            new JProperty(setting.Key, setting.Value as string ?? JToken.FromObject(setting.Value).ToString()))).ToString());
        return Declared.AllAsync(() =>
        {
            var reader = new SettingsReader(new Config(), stack);
            var platform = PlatformSettings.Read(reader, "slipway", stack);
            var make = Targets.Read(reader, platform.Target);
            reader.ThrowIfWrong();
            var catalog = readCatalog(project, platform, stack);
            Platform.Declare(catalog, make!(new TargetContext(stack, platform, project, catalog)), platform.Environment);
        });
    }

    private static WorkloadCatalog CatalogOf(string[] scores, string root = "") =>
        WorkloadCatalog.Create(scores.Select((score, index) => WorkloadReader.Parse(score, $"{root}apps/shop{(index == 0 ? "" : index)}/score.yaml")));

    /// <summary>The program itself, for whoever runs it under mocks of their own. The configuration is set at once, as the SDK reads it before the program starts.</summary>
    public static Action Of(IReadOnlyDictionary<string, string> settings, params string[] scores)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", new JObject(settings.Select(setting => new JProperty($"slipway:{setting.Key}", setting.Value))).ToString());
        return () =>
        {
            var reader = new SettingsReader(new Config(), "test");
            var platform = PlatformSettings.Read(reader, "slipway", "test");
            var make = Targets.Read(reader, platform.Target);
            var releases = ReleaseSection.ReadStates(reader);
            var versions = ReleaseSection.ReadVersions(reader, releases);
            ReleaseSection.ReadSettings(reader);
            reader.ThrowIfWrong();
            var catalog = CatalogOf(scores).Keeping(versions.Values);
            var target = make!(new TargetContext("test", platform, ProjectFolder.Above(AppContext.BaseDirectory), catalog) { Releases = releases, Versions = versions });
            Platform.Declare(catalog, target, platform.Environment);
        };
    }
}

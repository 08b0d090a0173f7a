using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Testing;
using Slipway.Infra.Stacks;
using Slipway.Infra.Workloads;

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

    /// <summary>The program itself, for whoever runs it under mocks of their own. The configuration is set at once, as the SDK reads it before the program starts.</summary>
    public static Action Of(IReadOnlyDictionary<string, string> settings, params string[] scores)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", new JObject(settings.Select(setting => new JProperty($"slipway:{setting.Key}", setting.Value))).ToString());
        return () =>
        {
            var reader = new SettingsReader(new Config(), "test");
            var platform = PlatformSettings.Read(reader, "slipway", "test");
            var make = Targets.Read(reader, platform.Target);
            reader.ThrowIfWrong();
            var catalog = WorkloadCatalog.Create(scores.Select((score, index) => WorkloadReader.Parse(score, $"apps/shop{(index == 0 ? "" : index)}/score.yaml")));
            var target = make!(new TargetContext("test", platform, ProjectFolder.Above(AppContext.BaseDirectory), catalog));
            Platform.Declare(catalog, target, platform.Environment);
        };
    }
}

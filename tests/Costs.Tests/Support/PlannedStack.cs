using Slipway.Cli.Policies;
using Slipway.Cli.Projects;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;
using Slipway.Infra.Stacks;
using Slipway.Policies.Graph;

namespace Slipway.Costs.Tests.Support;

/// <summary>A stack of this repository, planned from nothing, with settings changed.</summary>
internal static class PlannedStack
{
    // The program reads the folder of the whole process.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static StackConfiguration Configuration(string name, params (string Key, string Value)[] changes)
    {
        var configuration = new StackConfigurationReader(Repository.Project, (_, _) => "").Read(name);
        return configuration with { Values = configuration.Values.SetItems(changes.Select(change => KeyValuePair.Create(change.Key, change.Value))) };
    }

    public static async Task<ResourceGraph> GraphAsync(string name, params (string Key, string Value)[] changes)
    {
        var configuration = Configuration(name, changes);
        var folder = Directory.CreateTempSubdirectory("slipway-costs-");
        await OneAtATime.WaitAsync();
        try
        {
            var engine = new StackEngine(new StackContext
            {
                Project = Repository.Project.Name,
                Stack = name,
                State = new FileStateStore(folder.FullName, Repository.Project.Name, name),
                Secrets = new PassphraseSecrets("for this test", null),
                Configuration = configuration.Values,
                SecretKeys = configuration.SecretKeys,
                Providers = ProviderRegistry.Default,
            });
            var plan = await engine.PreviewAsync(
                () =>
                {
                    Environment.CurrentDirectory = Repository.Project.ProgramFolder;
                    return EntryPoint.Of(typeof(PlatformStack).Assembly)();
                },
                new UpdateOptions(),
                _ => { },
                CancellationToken.None);
            Assert.Empty(plan.Problems);
            return PlanGraph.Of(plan);
        }
        finally
        {
            OneAtATime.Release();
            folder.Delete(recursive: true);
        }
    }
}

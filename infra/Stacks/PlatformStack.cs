using System.Collections.Immutable;
using Pulumi;

namespace Slipway.Infra.Stacks;

/// <summary>One environment: every workload of the catalogue on the target the stack's configuration names.</summary>
public sealed class PlatformStack : Stack
{
    public PlatformStack()
    {
        var deployment = Deployment.Instance;
        var project = ProjectFolder.Above(Environment.CurrentDirectory);
        var reader = new SettingsReader(new Config(), deployment.StackName);
        var settings = PlatformSettings.Read(reader, deployment.ProjectName, deployment.StackName);
        var makeTarget = Targets.Read(reader, settings.Target);
        var releases = ReleaseSection.ReadStates(reader);
        var versions = ReleaseSection.ReadVersions(reader, releases);
        ReleaseSection.ReadSettings(reader);
        reader.ThrowIfWrong();
        var catalog = Catalog.Read(project, settings, deployment.StackName).Keeping(versions.Values);
        var target = makeTarget!(new TargetContext(deployment.StackName, settings, project, catalog) { Releases = releases, Versions = versions });

        var outputs = Platform.Declare(catalog, target, settings.Environment);

        Addresses = outputs.Addresses;
        Live = outputs.Live;
        Releases = Output.Create(ReleaseOutput.Of(outputs.Releases));
    }

    /// <summary>Where each routed workload and each tool of the platform is reached.</summary>
    [Output("addresses")]
    public Output<ImmutableDictionary<string, string>> Addresses { get; private set; }

    /// <summary>What must run, for whoever compares it with what does.</summary>
    [Output("live")]
    public Output<ImmutableDictionary<string, object>> Live { get; private set; }

    /// <summary>The slots of each workload as they were declared: what the next update, by whoever, goes on from.</summary>
    [Output("releases")]
    public Output<ImmutableDictionary<string, object>> Releases { get; private set; }
}

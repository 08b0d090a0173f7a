using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Workloads;

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
        reader.ThrowIfWrong();
        var catalog = Catalog.Read(project, settings, deployment.StackName);
        var target = makeTarget!(new TargetContext(deployment.StackName, settings, project, catalog));

        var outputs = Platform.Declare(catalog, target, settings.Environment);

        Addresses = outputs.Addresses;
        Live = outputs.Live;
    }

    /// <summary>Where each routed workload and each tool of the platform is reached.</summary>
    [Output("addresses")]
    public Output<ImmutableDictionary<string, string>> Addresses { get; private set; }

    /// <summary>What must run, for whoever compares it with what does.</summary>
    [Output("live")]
    public Output<ImmutableDictionary<string, object>> Live { get; private set; }
}

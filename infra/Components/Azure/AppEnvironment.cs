using Pulumi;
using Apps = Pulumi.Azure.ContainerApp;
using AppsInputs = Pulumi.Azure.ContainerApp.Inputs;
using PrivateDns = Pulumi.Azure.PrivateDns;

namespace Slipway.Infra.Components.Azure;

public sealed class AppEnvironmentArgs : ResourceArgs
{
    public required bool Internal { get; init; }

    public required bool ZoneRedundant { get; init; }

    public required Network Network { get; init; }

    public required Logs Logs { get; init; }
}

/// <summary>The Container Apps environment all workloads of the stack run in.</summary>
public sealed class AppEnvironment : ComponentResource
{
    /// <summary>The workload profile that is paid by use.</summary>
    public const string Profile = "Consumption";

    private readonly Apps.Environment _environment;

    public AppEnvironment(string name, Foundation foundation, AppEnvironmentArgs args)
        : base("slipway:azure:AppEnvironment", name, foundation.Part)
    {
        var options = new CustomResourceOptions { Parent = this };
        if (args.Network.Egress is { } egress)
            options.DependsOn.Add(egress);
        _environment = new Apps.Environment(name, new Apps.EnvironmentArgs
        {
            Name = foundation.Names.Of("apps", 60),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            InfrastructureSubnetId = args.Network.AppsSubnetId,
            InternalLoadBalancerEnabled = args.Internal,
            // Front Door's private link is only offered by an environment that is closed to the internet.
            PublicNetworkAccess = args.Internal ? "Disabled" : "Enabled",
            ZoneRedundancyEnabled = args.ZoneRedundant,
            LogsDestination = "log-analytics",
            LogAnalyticsWorkspaceId = args.Logs.WorkspaceId,
            WorkloadProfiles = { new AppsInputs.EnvironmentWorkloadProfileArgs { Name = Profile, WorkloadProfileType = Profile } },
            Tags = foundation.Tags,
        }, options);

        if (args.Internal)
        {
            // So that whoever stands in the network (a build agent, an operator's gateway) finds the apps by their names.
            var zone = args.Network.Zone("apps", _environment.DefaultDomain);
            _ = new PrivateDns.ARecord($"{name}-names", new PrivateDns.ARecordArgs
            {
                Name = "*",
                ZoneName = zone.Zone.Name,
                ResourceGroupName = foundation.GroupName,
                Ttl = 300,
                Records = { _environment.StaticIpAddress },
                Tags = foundation.Tags,
            }, new CustomResourceOptions { Parent = this });
        }
        RegisterOutputs();
    }

    public Output<string> Id => _environment.Id;

    public Output<string> Domain => _environment.DefaultDomain;

    /// <summary>The name an app of the environment has for everybody outside of it.</summary>
    public Output<string> AddressOf(Input<string> app) => Output.Format($"{app}.{Domain}");

    /// <summary>The name an app has that only others in the environment reach.</summary>
    public Output<string> InnerAddressOf(string app) => Output.Format($"{app}.internal.{Domain}");
}

using Pulumi;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;
using Apps = Pulumi.Azure.ContainerApp;
using AppsInputs = Pulumi.Azure.ContainerApp.Inputs;

namespace Slipway.Infra.Components.Azure;

/// <summary>
/// A workload that runs on, as a container app: every change is a new revision beside the old one, and traffic moves when the release says so.
/// </summary>
public sealed class WorkloadApp : ComponentResource
{
    // Three tries ten seconds apart: a pause of the runtime must not cost a replica.
    private const int Interval = 10;
    private const int Tries = 3;
    private const int Patience = 2;

    // A start may take five minutes, as a first one that waits for its database does.
    private const int StartTries = 30;

    // Longer than a service takes to finish what it has begun, so that it ends by itself.
    private const int StopSeconds = 60;

    // Old revisions kept for going back to.
    private const int KeptRevisions = 10;

    public WorkloadApp(string name, Foundation foundation, WorkloadArgs args)
        : base("slipway:azure:WorkloadApp", name, foundation.Part)
    {
        var plan = args.Plan;
        var identity = new WorkloadIdentity(name, foundation, args, this).Identity;
        AppName = AzureNames.App(name);

        var app = new Apps.AppArgs
        {
            Name = AppName,
            ResourceGroupName = foundation.GroupName,
            ContainerAppEnvironmentId = args.Environment.Id,
            WorkloadProfileName = AppEnvironment.Profile,
            // Of what takes no requests only the latest runs on: a revision without traffic would go on working beside it.
            RevisionMode = args.Ingress is null ? "Single" : "Multiple",
            MaxInactiveRevisions = KeptRevisions,
            Identity = new AppsInputs.AppIdentityArgs { Type = "UserAssigned", IdentityIds = { identity.Id } },
            Template = Template(args),
            Tags = foundation.Tags,
        };
        foreach (var secret in plan.Secrets)
            app.Secrets.Add(new AppsInputs.AppSecretArgs { Name = secret.Name, KeyVaultSecretId = secret.Reference, Identity = identity.Id });
        if (args.Registry is { } registry)
            app.Registries.Add(new AppsInputs.AppRegistryArgs { Server = registry.Address, Identity = identity.Id });
        if (args.Ingress is { } ingress)
            app.Ingress = Ingress(ingress, args.Release);

        var options = new CustomResourceOptions { Parent = this };
        options.DependsOn.AddRange([.. args.After, .. identity.Grants]);
        // Before the first release, whoever moved traffic by hand finds it where it was.
        if (args is { Ingress: not null, Release: null })
            options.IgnoreChanges.Add("ingress.trafficWeights");
        // Nothing but a release makes a revision: at rest both run as they are.
        if (args.Release is { } release && release.Slots.Values.All(slot => slot.IsKept))
            options.IgnoreChanges.Add("template");
        App = new Apps.App(name, app, options);
        RegisterOutputs();
    }

    public Apps.App App { get; }

    /// <summary>The name by which others in the environment call it.</summary>
    public string AppName { get; }

    private static AppsInputs.AppIngressArgs Ingress(IngressPlan plan, ReleaseState? release)
    {
        var ingress = new AppsInputs.AppIngressArgs
        {
            ExternalEnabled = plan.External,
            AllowInsecureConnections = plan.Plain,
            TargetPort = plan.TargetPort,
            Transport = plan.ExposedPort is null ? "auto" : "tcp",
        };
        if (release is null)
            ingress.TrafficWeights.Add(new AppsInputs.AppIngressTrafficWeightArgs { LatestRevision = true, Percentage = 100 });
        foreach (var (name, slot) in release?.Slots ?? ReleaseState.First.Slots.Clear())
            ingress.TrafficWeights.Add(new AppsInputs.AppIngressTrafficWeightArgs { Label = name, RevisionSuffix = slot.Version!, Percentage = slot.Weight });
        if (plan.ExposedPort is { } port)
            ingress.ExposedPort = port;
        return ingress;
    }

    private static AppsInputs.AppTemplateArgs Template(WorkloadArgs args)
    {
        var template = new AppsInputs.AppTemplateArgs
        {
            MinReplicas = args.Workload.Replicas,
            MaxReplicas = Math.Max(args.Workload.Replicas, args.MaxReplicas),
            TerminationGracePeriodSeconds = StopSeconds,
            CustomScaleRules =
            {
                new AppsInputs.AppTemplateCustomScaleRuleArgs
                {
                    Name = "cpu",
                    CustomRuleType = "cpu",
                    Metadata = { ["type"] = "Utilization", ["value"] = "75" },
                },
            },
        };
        if (args.Ingress is { ExposedPort: null })
        {
            template.HttpScaleRules.Add(new AppsInputs.AppTemplateHttpScaleRuleArgs
            {
                Name = "requests",
                ConcurrentRequests = args.RequestsPerReplica.ToString(),
            });
        }
        if (args.Release?.Slots.Values.FirstOrDefault(slot => !slot.IsKept) is { } written)
            template.RevisionSuffix = written.Version!;
        foreach (var container in args.Plan.Init)
            template.InitContainers.Add(InitContainer(container));
        foreach (var container in args.Plan.Main)
            template.Containers.Add(Container(container));
        foreach (var volume in args.Plan.Volumes)
            template.Volumes.Add(new AppsInputs.AppTemplateVolumeArgs { Name = volume.Name, StorageType = volume.Type, StorageName = volume.Storage is { } storage ? storage : (Input<string>?)null });
        return template;
    }

    private static AppsInputs.AppTemplateInitContainerArgs InitContainer(ContainerPlan plan)
    {
        var container = new AppsInputs.AppTemplateInitContainerArgs
        {
            Name = plan.Name,
            Image = plan.Image,
            Cpu = plan.Size.Cpu,
            Memory = plan.Size.Memory,
        };
        if (!plan.Command.IsEmpty)
            container.Commands = plan.Command;
        if (!plan.Arguments.IsEmpty)
            container.Args = plan.Arguments;
        foreach (var variable in plan.Variables)
            container.Envs.Add(new AppsInputs.AppTemplateInitContainerEnvArgs { Name = variable.Name, Value = variable.Value, SecretName = variable.Secret?.Name! });
        foreach (var mount in plan.Mounts)
            container.VolumeMounts.Add(new AppsInputs.AppTemplateInitContainerVolumeMountArgs { Name = mount.Volume, Path = mount.Path, SubPath = mount.Part! });
        return container;
    }

    private static AppsInputs.AppTemplateContainerArgs Container(ContainerPlan plan)
    {
        var container = new AppsInputs.AppTemplateContainerArgs
        {
            Name = plan.Name,
            Image = plan.Image,
            Cpu = plan.Size.Cpu,
            Memory = plan.Size.Memory,
        };
        if (!plan.Command.IsEmpty)
            container.Commands = plan.Command;
        if (!plan.Arguments.IsEmpty)
            container.Args = plan.Arguments;
        foreach (var variable in plan.Variables)
            container.Envs.Add(new AppsInputs.AppTemplateContainerEnvArgs { Name = variable.Name, Value = variable.Value, SecretName = variable.Secret?.Name! });
        foreach (var mount in plan.Mounts)
            container.VolumeMounts.Add(new AppsInputs.AppTemplateContainerVolumeMountArgs { Name = mount.Volume, Path = mount.Path, SubPath = mount.Part! });
        if (plan.Readiness is { } readiness)
            container.ReadinessProbes.Add(Readiness(readiness));
        if (plan.Liveness is { } liveness)
            container.LivenessProbes.Add(Liveness(liveness));
        if ((plan.Readiness ?? plan.Liveness) is { } start)
            container.StartupProbes.Add(Start(start));
        return container;
    }

    private static AppsInputs.AppTemplateContainerReadinessProbeArgs Readiness(HttpProbe probe)
    {
        var args = new AppsInputs.AppTemplateContainerReadinessProbeArgs
        {
            Transport = Transport(probe),
            Port = probe.Port,
            Path = probe.Path,
            Host = probe.Host!,
            IntervalSeconds = Interval,
            Timeout = Patience,
            FailureCountThreshold = Tries,
            SuccessCountThreshold = 1,
        };
        foreach (var header in probe.Headers)
            args.Headers.Add(new AppsInputs.AppTemplateContainerReadinessProbeHeaderArgs { Name = header.Name, Value = header.Value });
        return args;
    }

    private static AppsInputs.AppTemplateContainerLivenessProbeArgs Liveness(HttpProbe probe)
    {
        var args = new AppsInputs.AppTemplateContainerLivenessProbeArgs
        {
            Transport = Transport(probe),
            Port = probe.Port,
            Path = probe.Path,
            Host = probe.Host!,
            IntervalSeconds = Interval,
            Timeout = Patience,
            FailureCountThreshold = Tries,
        };
        foreach (var header in probe.Headers)
            args.Headers.Add(new AppsInputs.AppTemplateContainerLivenessProbeHeaderArgs { Name = header.Name, Value = header.Value });
        return args;
    }

    private static AppsInputs.AppTemplateContainerStartupProbeArgs Start(HttpProbe probe)
    {
        var args = new AppsInputs.AppTemplateContainerStartupProbeArgs
        {
            Transport = Transport(probe),
            Port = probe.Port,
            Path = probe.Path,
            Host = probe.Host!,
            IntervalSeconds = Interval,
            Timeout = Patience,
            FailureCountThreshold = StartTries,
        };
        foreach (var header in probe.Headers)
            args.Headers.Add(new AppsInputs.AppTemplateContainerStartupProbeHeaderArgs { Name = header.Name, Value = header.Value });
        return args;
    }

    private static string Transport(HttpProbe probe) => probe.Scheme.ToUpperInvariant();
}

using Pulumi;
using Apps = Pulumi.Azure.ContainerApp;
using AppsInputs = Pulumi.Azure.ContainerApp.Inputs;

namespace Slipway.Infra.Components.Azure;

/// <summary>A workload that runs to its end, as a Container App Job that is started by hand or by a release.</summary>
public sealed class WorkloadJob : ComponentResource
{
    // A day: a job that hangs for longer is ended, and counts as failed.
    private const int MostSeconds = 86_400;

    public WorkloadJob(string name, Foundation foundation, WorkloadArgs args)
        : base("slipway:azure:WorkloadJob", name, foundation.Part)
    {
        var identity = new WorkloadIdentity(name, foundation, args, this).Identity;
        var template = new AppsInputs.JobTemplateArgs();
        foreach (var container in args.Plan.Init)
            template.InitContainers.Add(InitContainer(container));
        foreach (var container in args.Plan.Main)
            template.Containers.Add(Container(container));
        foreach (var volume in args.Plan.Volumes)
            template.Volumes.Add(new AppsInputs.JobTemplateVolumeArgs { Name = volume.Name, StorageType = volume.Type, StorageName = volume.Storage is { } storage ? storage : (Input<string>?)null });

        var job = new Apps.JobArgs
        {
            Name = AzureNames.App(name),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            ContainerAppEnvironmentId = args.Environment.Id,
            WorkloadProfileName = AppEnvironment.Profile,
            Identity = new AppsInputs.JobIdentityArgs { Type = "UserAssigned", IdentityIds = { identity.Id } },
            ManualTriggerConfig = new AppsInputs.JobManualTriggerConfigArgs
            {
                Parallelism = args.Workload.Replicas,
                ReplicaCompletionCount = args.Workload.Replicas,
            },
            ReplicaTimeoutInSeconds = MostSeconds,
            // Whether a job may run a second time is not for us to say.
            ReplicaRetryLimit = 0,
            Template = template,
            Tags = foundation.Tags,
        };
        foreach (var secret in args.Plan.Secrets)
            job.Secrets.Add(new AppsInputs.JobSecretArgs { Name = secret.Name, KeyVaultSecretId = secret.Reference, Identity = identity.Id });
        if (args.Registry is { } registry)
            job.Registries.Add(new AppsInputs.JobRegistryArgs { Server = registry.Address, Identity = identity.Id });

        var options = new CustomResourceOptions { Parent = this };
        options.DependsOn.AddRange([.. args.After, .. identity.Grants]);
        Job = new Apps.Job(name, job, options);
        RegisterOutputs();
    }

    public Apps.Job Job { get; }

    private static AppsInputs.JobTemplateInitContainerArgs InitContainer(ContainerPlan plan)
    {
        var container = new AppsInputs.JobTemplateInitContainerArgs
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
            container.Envs.Add(new AppsInputs.JobTemplateInitContainerEnvArgs { Name = variable.Name, Value = variable.Value, SecretName = variable.Secret?.Name! });
        foreach (var mount in plan.Mounts)
            container.VolumeMounts.Add(new AppsInputs.JobTemplateInitContainerVolumeMountArgs { Name = mount.Volume, Path = mount.Path, SubPath = mount.Part! });
        return container;
    }

    private static AppsInputs.JobTemplateContainerArgs Container(ContainerPlan plan)
    {
        var container = new AppsInputs.JobTemplateContainerArgs
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
            container.Envs.Add(new AppsInputs.JobTemplateContainerEnvArgs { Name = variable.Name, Value = variable.Value, SecretName = variable.Secret?.Name! });
        foreach (var mount in plan.Mounts)
            container.VolumeMounts.Add(new AppsInputs.JobTemplateContainerVolumeMountArgs { Name = mount.Volume, Path = mount.Path, SubPath = mount.Part! });
        return container;
    }
}

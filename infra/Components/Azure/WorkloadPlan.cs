using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Azure;

/// <summary>A workload in the terms of Container Apps, before it becomes an app or a job.</summary>
public sealed record WorkloadPlan
{
    /// <summary>Containers that end before the others start, one after the other.</summary>
    public required ImmutableArray<ContainerPlan> Init { get; init; }

    /// <summary>Containers that run side by side.</summary>
    public required ImmutableArray<ContainerPlan> Main { get; init; }

    public required ImmutableArray<VolumePlan> Volumes { get; init; }

    /// <summary>The secrets its containers read, each once.</summary>
    public required ImmutableArray<StoredSecret> Secrets { get; init; }

    /// <summary>Makes the plan of a workload.</summary>
    public static WorkloadPlan Of(WorkloadPlanArgs args)
    {
        var workload = args.Workload;
        var volumes = new Dictionary<string, VolumePlan>();
        var secrets = new Dictionary<string, StoredSecret>();

        StoredSecret Uses(StoredSecret secret) => secrets[secret.Name] = secret;

        ContainerPlan Plan(WorkloadContainer container)
        {
            var mounts = ImmutableArray.CreateBuilder<MountPlan>();
            foreach (var (file, index) in container.Files.Select((file, index) => (file, index)))
            {
                // Files are secrets mounted one by one: Container Apps has no other way to bring a file into a container.
                var secret = Uses(args.File(container, index, file.Content!));
                volumes.TryAdd(VolumePlan.Files, new VolumePlan(VolumePlan.Files, "Secret", null));
                mounts.Add(new MountPlan(VolumePlan.Files, file.Target, secret.Name));
            }
            foreach (var volume in container.Volumes)
            {
                var storage = args.Mount(volume.Source.References.Single().Resource, volume.ReadOnly);
                volumes.TryAdd(storage.Name, new VolumePlan(storage.Name, "AzureFile", storage.Storage));
                mounts.Add(new MountPlan(storage.Name, volume.Target, volume.Path));
            }
            return new ContainerPlan
            {
                Name = container.Name,
                Image = args.Image(container),
                Command = [.. container.Command ?? []],
                Arguments = [.. container.Args ?? []],
                Size = ContainerSize.Of(container, args.DefaultMillicores),
                Variables =
                [
                    .. container.Variables.Select(variable => args.Secret(container, variable.Key, variable.Value) is { } secret
                        ? new VariablePlan(variable.Key, null, Uses(secret))
                        : new VariablePlan(variable.Key, args.Text(variable.Value), null)),
                    .. args.Added.Where(added => !container.Variables.ContainsKey(added.Key)).Select(added => new VariablePlan(added.Key, null, Uses(added.Value))),
                ],
                Mounts = mounts.ToImmutable(),
                Liveness = container.Liveness?.Http,
                Readiness = container.Readiness?.Http,
            };
        }

        return new WorkloadPlan
        {
            Init = [.. workload.StartOrder.Where(EndsFirst).Select(Plan)],
            Main = [.. workload.StartOrder.Where(container => !EndsFirst(container)).Select(Plan), .. args.Beside],
            Volumes = [.. volumes.Values],
            Secrets = [.. secrets.Values],
        };
    }

    /// <summary>Whether others wait for the end of this container.</summary>
    public static bool EndsFirst(WorkloadContainer container) => container.Before.ContainsValue(ContainerState.Complete);
}

/// <summary>One container of a plan.</summary>
public sealed record ContainerPlan
{
    public required string Name { get; init; }

    public required Input<string> Image { get; init; }

    /// <summary>What replaces the entrypoint; empty keeps it.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>What replaces the arguments; empty keeps them.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    public required ContainerSize Size { get; init; }

    public required ImmutableArray<VariablePlan> Variables { get; init; }

    public required ImmutableArray<MountPlan> Mounts { get; init; }

    public required HttpProbe? Liveness { get; init; }

    public required HttpProbe? Readiness { get; init; }
}

/// <summary>A variable: a plain value, or the name of a secret.</summary>
public sealed record VariablePlan(string Name, Input<string>? Value, StoredSecret? Secret);

/// <summary>A part of a volume, and where a container finds it.</summary>
public sealed record MountPlan(string Volume, string Path, string? Part);

/// <summary>Something containers of one workload can mount.</summary>
public sealed record VolumePlan(string Name, string Type, Output<string>? Storage)
{
    /// <summary>The volume that holds the app's secrets as files.</summary>
    public const string Files = "files";
}

using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Data;

public sealed class VolumeIsProtected : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A volume is not deleted by an update",
        Severity = Severity.High,
        ProductionOnly = true,
        Targets = ["docker", "kubernetes"],
        Reason = "The database of a client's host lives on it.",
        Link = "https://docs.docker.com/engine/storage/volumes/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var volume in run.All<DockerVolume>().Where(volume => !volume.Resource.Options.Protect))
            run.Report(volume.Resource, "protect is false, expected true", "Set slipway:protectData to true");
        foreach (var disk in run.All<KubernetesClaim>().Where(disk => !disk.Resource.Options.Protect))
            run.Report(disk.Resource, "protect is false, expected true", "Give the resource Protect = true");
    }
}

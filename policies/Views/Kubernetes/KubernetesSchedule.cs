using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>When a job runs, and what.</summary>
public sealed class KubernetesSchedule(GraphValue.Map properties, string path) : View(properties, path)
{
    public Value<Job> JobTemplate => Block((properties, path) => new Job(properties, path));

    public Value<string> Schedule => Text();

    public Value<bool> Suspend => Flag();

    public sealed class Job(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<KubernetesPodSource> Spec => Block((properties, path) => new KubernetesPodSource(properties, path));
    }
}

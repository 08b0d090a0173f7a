using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>What makes pods, by the template they are made after.</summary>
public sealed class KubernetesPodSource(GraphValue.Map properties, string path) : View(properties, path)
{
    public Value<PodTemplate> Template => Block((properties, path) => new PodTemplate(properties, path));

    public sealed class PodTemplate(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<KubernetesPod> Spec => Block((properties, path) => new KubernetesPod(properties, path));
    }
}

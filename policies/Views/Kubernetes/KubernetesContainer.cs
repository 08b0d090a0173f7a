using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>A container of a pod.</summary>
public sealed class KubernetesContainer(GraphValue.Map properties, string path) : View(properties, path)
{
    public Value<ImmutableArray<Variable>> Env => Blocks((properties, path) => new Variable(properties, path));

    public Value<string> Image => Text();

    public Value<string> Name => Text();

    public Value<ContainerResources> Resources => Block((properties, path) => new ContainerResources(properties, path));

    public Value<ContainerSecurity> SecurityContext => Block((properties, path) => new ContainerSecurity(properties, path));

    public sealed class Variable(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();

        public Value<string> Value => Text();
    }

    public sealed class ContainerResources(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableSortedDictionary<string, string?>> Limits => Map();
    }

    public sealed class ContainerSecurity(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> AllowPrivilegeEscalation => Flag();

        public Value<CapabilitySet> Capabilities => Block((properties, path) => new CapabilitySet(properties, path));

        public Value<bool> Privileged => Flag();

        public Value<bool> ReadOnlyRootFilesystem => Flag();

        public Value<bool> RunAsNonRoot => Flag();

        public Value<double> RunAsUser => Number();
    }

    public sealed class CapabilitySet(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<string>> Drop => Texts();
    }
}

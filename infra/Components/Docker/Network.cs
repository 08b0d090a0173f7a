using Pulumi;
using DockerNetwork = Pulumi.Docker.Network;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// Three networks: <c>front</c> for nginx and what it routes to, <c>app</c> for workloads among themselves and their
/// monitoring, <c>data</c> for stores and who uses them, without a way out.
/// </summary>
public sealed class Network : ComponentResource
{
    public Network(string name, DockerSettings settings, ComponentResourceOptions? options = null)
        : base("slipway:docker:Network", name, options)
    {
        Front = Make("front", reachesOut: true);
        App = Make("app", reachesOut: true);
        Data = Make("data", reachesOut: false);
        RegisterOutputs();

        Output<string> Make(string part, bool reachesOut) => new DockerNetwork($"{name}-{part}", new()
        {
            Name = $"{settings.Prefix}-{part}",
            Driver = "bridge",
            Internal = !reachesOut,
            Labels = [.. settings.Labels.All.Select(label => new global::Pulumi.Docker.Inputs.NetworkLabelArgs { Label = label.Key, Value = label.Value })],
        }, new CustomResourceOptions { Parent = this }).Name;
    }

    public Output<string> Front { get; }

    public Output<string> App { get; }

    public Output<string> Data { get; }
}

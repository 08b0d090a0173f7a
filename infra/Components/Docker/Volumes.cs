using Pulumi;

namespace Slipway.Infra.Components.Docker;

/// <summary>The volumes that workloads declare.</summary>
public sealed class Volumes : ComponentResource
{
    private readonly Host _host;

    public Volumes(string name, Host host)
        : base("slipway:docker:Volumes", name, host.Options)
    {
        _host = host;
        RegisterOutputs();
    }

    /// <summary>A volume that workloads can write to. Outputs are those of the Score type <c>volume</c>.</summary>
    public Provided Volume(string name)
    {
        var volume = _host.Volume(this, name, _host.Settings.WorkloadUser);
        return new Provided(volume.Ready, new Dictionary<string, Output<string>>
        {
            ["source"] = volume.Name,
            ["type"] = Output.Create("volume"),
        });
    }
}

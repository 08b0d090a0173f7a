using Pulumi;
using Pulumi.Random;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// The server of one <c>redis</c> resource, on the data network: it has no databases with rights of their own, so none is
/// shared. It keeps what it holds over a restart, as Score does not say that it need not, and refuses rather than forgets
/// when it is full.
/// </summary>
public sealed class Cache : ComponentResource
{
    private const int Port = 6379;
    private const string User = "workload";

    public Cache(string name, Host host)
        : base("slipway:docker:Cache", name, host.Options)
    {
        var password = new RandomPassword($"{name}-password", new RandomPasswordArgs { Length = 32, Special = false }, new CustomResourceOptions { Parent = this }).Result;
        var volume = host.Volume(this, name);
        var server = host.Run(this, host.Part("valkey", name, Identity.Valkey) with
        {
            Command =
            [
                "valkey-server", "--aclfile", "/run/secrets/users.acl", "--dir", "/data", "--appendonly", "yes",
                "--maxmemory", (host.Settings.Parts["valkey"].Size.MemoryBytes * 3 / 4).ToString(), "--maxmemory-policy", "noeviction",
            ],
            Files =
            [
                new PlacedFile("/run/secrets/password", password),
                new PlacedFile("/run/secrets/users.acl", Output.Format($"user default off\nuser {User} on >{password} ~* &* +@all -@admin\n")),
            ],
            Volumes = [new VolumePlace(volume.Name, "/data")],
            Networks = [new NetworkPlace(host.Network.Data, [name])],
            Health = HealthCheck.Shell($"REDISCLI_AUTH=\"$(cat /run/secrets/password)\" valkey-cli --user {User} ping | grep -q PONG"),
            Exclusive = true,
        }, volume.Ready);
        Provided = new Provided(server, new Dictionary<string, Output<string>>
        {
            ["host"] = Output.Create(name),
            ["port"] = Output.Create(Port.ToString()),
            ["username"] = Output.Create(User),
            ["password"] = password,
        });
        RegisterOutputs();
    }

    /// <summary>Outputs are those of the Score type <c>redis</c>.</summary>
    public Provided Provided { get; }
}

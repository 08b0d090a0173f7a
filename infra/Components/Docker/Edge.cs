using System.Collections.Immutable;
using Pulumi;

namespace Slipway.Infra.Components.Docker;

/// <summary>The one door to the stack: nginx, which alone publishes a port and sends each request to the workload its route names.</summary>
public sealed class Edge : ComponentResource
{
    private const int Port = 8080;
    private const int StatusPort = 8081;
    private const string Configuration = "/etc/slipway/nginx.conf";
    private const string CertificateFile = "/run/secrets/certificate.pem";
    private const string KeyFile = "/run/secrets/key.pem";
    private const string TrafficFolder = "/traffic";

    // A file for every hundredth of the requests that goes to the second slot; all change at once, by one rename.
    private const string Divide =
        """
        next=$1.$2
        previous=$(readlink "$1" || true)
        [ "$previous" != "$next" ] || exit 0
        rm -rf "$next"
        mkdir "$next"
        hundredth=0
        while [ $hundredth -lt "$2" ]; do : > "$next/$hundredth"; hundredth=$((hundredth + 1)); done
        ln -sfn "$next" "$1.next"
        mv -T "$1.next" "$1"
        [ -z "$previous" ] || rm -rf "$previous"
        """;

    /// <param name="shares">What share of each released workload's requests its second slot gets, in percent.</param>
    public Edge(string name, Host host, IEnumerable<Output<Route>> routes, IEnumerable<Resource> after, ImmutableSortedDictionary<string, int> shares)
        : base("slipway:docker:Edge", name, host.Options)
    {
        var publish = host.Settings.Publish;
        var secure = host.Settings.Certificate is not null;
        var text = Output.All(routes).Apply(all => new NginxConfiguration
        {
            RunFolder = "/tmp",
            // Docker publishes the port on one address of the host; inside, there is nobody to hide from.
            Address = "0.0.0.0",
            Port = Port,
            PublicPort = publish.Port,
            StatusPort = StatusPort,
            // Docker's own name server.
            Resolver = "127.0.0.11",
            Tls = secure ? (CertificateFile, KeyFile) : null,
            Routes = all,
            TrafficFolder = TrafficFolder,
        }.ToString());
        var files = ImmutableArray.Create(new PlacedFile(Configuration, text));
        if (host.Settings.Certificate is { } certificate)
            files = [.. files, new PlacedFile(CertificateFile, certificate.Chain), new PlacedFile(KeyFile, certificate.Key)];

        // Traffic moves by files that a container of a moment writes: nginx runs on, and its port stays open.
        var traffic = shares.IsEmpty ? default : host.Volume(this, "traffic", Identity.Nginx);
        foreach (var (workload, share) in shares)
        {
            host.Run(this, host.Part("nginx", $"{workload}.traffic", Identity.Nginx) with
            {
                Entrypoint = ["/bin/sh", "-ec", Divide],
                Command = ["traffic", $"{TrafficFolder}/{workload}", share.ToString()],
                Volumes = [new VolumePlace(traffic.Name, TrafficFolder)],
                Once = true,
            }, [traffic.Ready, .. after]);
        }

        Ready = host.Run(this, host.Part("nginx", name, Identity.Nginx) with
        {
            Volumes = shares.IsEmpty ? [] : [new VolumePlace(traffic.Name, TrafficFolder, ReadOnly: true)],
            Entrypoint = ["nginx", "-e", "stderr", "-c", Configuration],
            Files = files,
            // Room for the cache of answers and for what nginx sets aside of large requests.
            ScratchMebibytes = 160,
            Networks = [new NetworkPlace(host.Network.Front, [name])],
            Health = HealthCheck.Http(StatusPort, "/stub_status"),
            Publish = publish,
            PublishedPort = Port,
            Exclusive = true,
        }, after);
        SecureAddress = $"{name}:{Port}";
        StatusAddress = $"http://{name}:{StatusPort}/stub_status";
        RegisterOutputs();
    }

    /// <summary>Where it answers inside its network, by TLS where there is a certificate.</summary>
    public string SecureAddress { get; }

    /// <summary>Where the exporter reads nginx's own figures.</summary>
    public string StatusAddress { get; }

    public Resource Ready { get; }
}

using Pulumi;
using Pulumi.Command.Local;

namespace Slipway.Infra.Components.Local;

/// <summary>The one door to the stack: nginx, which sends each request to the workload its route names.</summary>
public sealed class Edge : ComponentResource
{
    private readonly Command _nginx;

    public Edge(string name, Machine machine, IEnumerable<Output<Route>> routes, IEnumerable<Door> doors, ComponentResourceOptions? options = null)
        : base("slipway:local:Edge", name, options)
    {
        var place = machine.Place;
        Port = machine.Ports["edge"];
        var configuration = new NginxConfiguration { RunFolder = place.Path("run"), Port = Port, Routes = [], Doors = [.. doors], TrafficFolder = TrafficFolder(place) };
        configuration = configuration with { ClosingFile = place.Path("run", "nginx-closing") };
        StatusSocket = configuration.StatusSocket;

        var text = Output.All(routes).Apply(all => (configuration with { Routes = all }).ToString());
        var path = place.Path("config", "nginx.conf");
        var file = machine.File(this, $"{name}-configuration", path, text, check: "nginx -t -q -e stderr -c \"$1\"");

        var reload = place.Path("config", "reload-nginx");
        var script = machine.File(this, $"{name}-reload", reload, ReloadScript(configuration), mode: "0700");
        _nginx = machine.Unit(this, new Unit
        {
            Name = name,
            Address = $"127.0.0.1:{Port}",
            Command = ["nginx", "-e", "stderr", "-c", path],
            Ready = $"http://127.0.0.1:{Port}/-/ready",
            Leftovers = [StatusSocket, configuration.ClosingFile],
            Priority = 200,
            StopSignal = "QUIT",
            Reload = $"command:{reload}",
            Configuration = [text],
        }, file, script);

        RegisterOutputs();
    }

    public int Port { get; }

    /// <summary>Where each workload's share of traffic stands.</summary>
    public static string TrafficFolder(Place place) => place.Path("config", "traffic");

    /// <summary>The socket at which nginx tells its own figures.</summary>
    public string StatusSocket { get; }

    public Resource Ready => _nginx;

    internal static string ReloadScript(NginxConfiguration configuration) =>
        $"#!/bin/bash\nset -euo pipefail\nCLOSING={Scripts.Quote(configuration.ClosingFile)}\nSTATUS={Scripts.Quote(configuration.StatusSocket)}\nPID={Scripts.Quote(configuration.ProcessIdFile)}\n{Scripts.Read("reload-nginx.sh")}";
}

using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Slipway.InboxSimulator;

/// <summary>Where the simulated sources listen: on the address the service itself was told, whose settings are not read twice.</summary>
public sealed class ExtraListeners(IServer server)
{
    /// <summary>Known once the service has started.</summary>
    public IPAddress Address => IPAddress.Parse(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Host.Trim('[', ']'));
}

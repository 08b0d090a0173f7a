using Pulumi;
using PrivateDns = Pulumi.Azure.PrivateDns;

namespace Slipway.Infra.Components.Azure;

/// <summary>A private DNS zone and what makes the network use it.</summary>
public sealed record PrivateZone(PrivateDns.Zone Zone, Resource Link);

namespace Slipway.InboxHealth.Probes;

/// <summary>What the server of the inbox's database says of itself.</summary>
public sealed record DatabaseFigures(long Connections, long MaximumConnections, long RunningQueries, long Transactions);

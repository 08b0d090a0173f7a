using Slipway.Servers;

namespace Slipway.InboxHealth.Tests;

[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>A database server: with a standby in another zone, server and storage count twice. Backups up to its size are free.</summary>
internal sealed class RdsInstance : PricedKind<AwsDbInstance>
{
    protected override IEnumerable<CostLine> Lines(AwsDbInstance database, PricedResource resource)
    {
        var servers = database.MultiAz.Or(false).Select(standby => standby ? 2 : 1).Amount();
        yield return resource.Line("server", servers * resource.Usage.Hours, $"rds-{database.Engine.Content}/{database.InstanceClass.Content}/hour");
        yield return resource.Line("storage", servers * database.AllocatedStorage.Amount(), $"rds/{database.StorageType.Or("gp2").Content}-gb-month");
        if (database.ManageMasterUserPassword.Content) yield return resource.Line("secret of the administrator", 1, "secrets/secret-month");
    }
}

namespace Slipway.Costs.Kinds.Aws;

/// <summary>A database server: with a standby in another zone, server and storage count twice. Backups up to its size are free.</summary>
internal sealed class RdsInstance : IPricedKind
{
    public string Type => "aws:rds/instance:Instance";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        var servers = resource.Flag("multiAz") ? 2 : 1;
        yield return resource.Line("server", servers * resource.Usage.Hours, $"rds-{resource.Text("engine")}/{resource.Text("instanceClass")}/hour");
        yield return resource.Line("storage", servers * resource.Number("allocatedStorage"), $"rds/{resource.Text("storageType") ?? "gp2"}-gb-month");
        if (resource.Flag("manageMasterUserPassword")) yield return resource.Line("secret of the administrator", 1, "secrets/secret-month");
    }
}

using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>An account's part of what is stored, written and read, by how often it is kept.</summary>
internal sealed class StorageAccount : PricedKind<AzureStorageAccount>
{
    protected override IEnumerable<CostLine> Lines(AzureStorageAccount account, PricedResource resource)
    {
        var usage = resource.Usage;
        var kept = $"{account.AccessTier.Or("Hot").Content?.ToLowerInvariant()}-{account.AccountReplicationType.Content?.ToLowerInvariant()}";
        yield return resource.Line("objects stored", resource.Share(usage.ObjectGb), $"blob/{kept}-gb-month");
        yield return resource.Line("writes", resource.Share(usage.ObjectWrites), $"blob/{kept}-write");
        yield return resource.Line("reads", resource.Share(usage.ObjectReads), $"blob/{kept}-read");
    }
}

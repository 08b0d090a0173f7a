using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>Front Door: a price for the profile, requests, and what it sends to the internet.</summary>
internal sealed class FrontDoor : PricedKind<AzureFrontDoorProfile>
{
    protected override IEnumerable<CostLine> Lines(AzureFrontDoorProfile profile, PricedResource resource)
    {
        var tier = profile.SkuName.Content?.Split('_')[0].ToLowerInvariant();
        yield return resource.Line("profile", 1, $"front-door/{tier}-month");
        yield return resource.Line("requests", resource.Share(resource.Usage.Requests), $"front-door/{tier}-request");
        yield return resource.Line("answers to the internet", resource.Share(resource.Usage.InternetGb), $"front-door/{tier}-gb");
    }
}

using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>A web firewall, its rules and the requests it looks at.</summary>
internal sealed class WebAcl : PricedKind<AwsWebAcl>
{
    protected override IEnumerable<CostLine> Lines(AwsWebAcl firewall, PricedResource resource)
    {
        yield return resource.Line("firewall", 1, "waf/acl-month");
        yield return resource.Line("rules", firewall.Rules.Or(0).Amount(), "waf/rule-month");
        yield return resource.Line("requests", resource.Share(resource.Usage.Requests), "waf/request");
    }
}

namespace Slipway.Costs.Kinds.Aws;

/// <summary>A web firewall, its rules and the requests it looks at.</summary>
internal sealed class WebAcl : IPricedKind
{
    public string Type => "aws:wafv2/webAcl:WebAcl";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        yield return resource.Line("firewall", 1, "waf/acl-month");
        yield return resource.Line("rules", resource.Count("rules"), "waf/rule-month");
        yield return resource.Line("requests", resource.Share(resource.Usage.Requests), "waf/request");
    }
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A web firewall.</summary>
public sealed class AwsWebAcl(GraphResource resource) : ResourceView(resource), IResourceView<AwsWebAcl>
{
    public static string Type => "aws:wafv2/webAcl:WebAcl";

    public static AwsWebAcl Of(GraphResource resource) => new(resource);

    public Value<int> Rules => Count();
}

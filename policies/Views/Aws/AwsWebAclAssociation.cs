using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What a web firewall stands before.</summary>
public sealed class AwsWebAclAssociation(GraphResource resource) : ResourceView(resource), IResourceView<AwsWebAclAssociation>
{
    public static string Type => "aws:wafv2/webAclAssociation:WebAclAssociation";

    public static AwsWebAclAssociation Of(GraphResource resource) => new(resource);

    public Value<string> ResourceArn => Text();
}

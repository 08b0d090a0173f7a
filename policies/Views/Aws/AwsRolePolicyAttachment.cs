using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A policy given to a role.</summary>
public sealed class AwsRolePolicyAttachment(GraphResource resource) : ResourceView(resource), IResourceView<AwsRolePolicyAttachment>
{
    public static string Type => "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

    public static AwsRolePolicyAttachment Of(GraphResource resource) => new(resource);

    public Value<string> PolicyArn => Text();
}

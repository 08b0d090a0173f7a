using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>Who may read a secret.</summary>
public sealed class AwsSecretPolicy(GraphResource resource) : ResourceView(resource), IResourceView<AwsSecretPolicy>
{
    public static string Type => "aws:secretsmanager/secretPolicy:SecretPolicy";

    public static AwsSecretPolicy Of(GraphResource resource) => new(resource);

    public Value<bool> BlockPublicPolicy => Flag();
}

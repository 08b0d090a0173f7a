using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A secret of Secrets Manager.</summary>
public sealed class AwsSecret(GraphResource resource) : ResourceView(resource), IResourceView<AwsSecret>
{
    public static string Type => "aws:secretsmanager/secret:Secret";

    public static AwsSecret Of(GraphResource resource) => new(resource);

    public Value<bool> KmsKeyId => Presence();

    public Value<double> RecoveryWindowInDays => Number();
}

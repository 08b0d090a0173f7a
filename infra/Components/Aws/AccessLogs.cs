using Pulumi;
using Pulumi.Aws.S3;
using Inputs = Pulumi.Aws.S3.Inputs;

namespace Slipway.Infra.Components.Aws;

/// <summary>Who asked the load balancer and the buckets for what, kept as long as other logs.</summary>
public sealed class AccessLogs : ComponentResource
{
    public AccessLogs(string name, AwsSettings settings, ComponentResourceOptions? options = null)
        : base("slipway:aws:AccessLogs", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };
        Bucket = new Bucket(name, new BucketArgs { ForceDestroy = !settings.DeletionProtection }, child);
        _ = new BucketPublicAccessBlock(name, new BucketPublicAccessBlockArgs
        {
            Bucket = Bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, child);
        _ = new BucketOwnershipControls(name, new BucketOwnershipControlsArgs
        {
            Bucket = Bucket.Id,
            Rule = new Inputs.BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, child);
        _ = new BucketServerSideEncryptionConfiguration(name, new BucketServerSideEncryptionConfigurationArgs
        {
            Bucket = Bucket.Id,
            Rules =
            {
                new Inputs.BucketServerSideEncryptionConfigurationRuleArgs
                {
                    // Load balancers cannot write to a bucket with a key of ours.
                    ApplyServerSideEncryptionByDefault = new Inputs.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs { SseAlgorithm = "AES256" },
                },
            },
        }, child);
        var versioning = new BucketVersioning(name, new BucketVersioningArgs
        {
            Bucket = Bucket.Id,
            VersioningConfiguration = new Inputs.BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, child);
        _ = new BucketLifecycleConfiguration(name, new BucketLifecycleConfigurationArgs
        {
            Bucket = Bucket.Id,
            Rules =
            {
                new Inputs.BucketLifecycleConfigurationRuleArgs
                {
                    Id = "old-logs",
                    Status = "Enabled",
                    Filter = new Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    Expiration = new Inputs.BucketLifecycleConfigurationRuleExpirationArgs { Days = settings.LogDays },
                    NoncurrentVersionExpiration = new Inputs.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = 7 },
                },
            },
        }, new CustomResourceOptions { Parent = this, DependsOn = { versioning } });
        Ready = new BucketPolicy(name, new BucketPolicyArgs
        {
            Bucket = Bucket.Id,
            Policy = PolicyStatement.Document(
                PolicyStatement.DenyPlainHttp("s3:*", Bucket.Arn, Output.Format($"{Bucket.Arn}/*")),
                Write("LoadBalancer", "logdelivery.elasticloadbalancing.amazonaws.com", Output.Format($"{Bucket.Arn}/edge/AWSLogs/{settings.Account}/*")),
                Write("Buckets", "logging.s3.amazonaws.com", Output.Format($"{Bucket.Arn}/s3/*")) with { Conditions = [new("StringEquals", "aws:SourceAccount", settings.Account)] }),
        }, child);
        RegisterOutputs();
    }

    public Bucket Bucket { get; }

    /// <summary>The bucket takes logs.</summary>
    public Resource Ready { get; }

    // Load balancers do not say whose they are; the account is part of the place they may write to.
    private static PolicyStatement Write(string sid, string service, Output<string> objects) => new()
    {
        Sid = sid,
        Actions = ["s3:PutObject"],
        Resources = [objects],
        Principals = [PolicyPrincipal.Service(service)],
    };
}

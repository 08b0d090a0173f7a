using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.S3;
using Inputs = Pulumi.Aws.S3.Inputs;

namespace Slipway.Infra.Components.Aws;

/// <summary>Buckets: private, encrypted with the environment's key, versioned, reached over TLS by the workloads that declare them.</summary>
public sealed class ObjectStore : ComponentResource
{
    private readonly AwsSettings _settings;
    private readonly Keys _keys;
    private readonly AccessLogs _logs;
    private readonly Dictionary<string, Bucket> _buckets = [];

    public ObjectStore(string name, AwsSettings settings, Keys keys, AccessLogs logs, ComponentResourceOptions? options = null)
        : base("slipway:aws:ObjectStore", name, options)
    {
        _settings = settings;
        _keys = keys;
        _logs = logs;
        RegisterOutputs();
    }

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>
    /// A bucket. Outputs are those of the Score type <c>s3</c>; the keys are empty, as a workload acts by its role and
    /// there is no key that could be lost.
    /// </summary>
    public Provided Bucket(string name)
    {
        var bucket = new Bucket(ShortName.Of(name, 48), new BucketArgs { ForceDestroy = !_settings.DeletionProtection }, Child);
        _buckets[name] = bucket;
        _ = new BucketPublicAccessBlock(name, new BucketPublicAccessBlockArgs
        {
            Bucket = bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, Child);
        _ = new BucketOwnershipControls(name, new BucketOwnershipControlsArgs
        {
            Bucket = bucket.Id,
            Rule = new Inputs.BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, Child);
        _ = new BucketServerSideEncryptionConfiguration(name, new BucketServerSideEncryptionConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules =
            {
                new Inputs.BucketServerSideEncryptionConfigurationRuleArgs
                {
                    BucketKeyEnabled = true,
                    ApplyServerSideEncryptionByDefault = new Inputs.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                    {
                        SseAlgorithm = "aws:kms",
                        KmsMasterKeyId = _keys.Data.Arn,
                    },
                },
            },
        }, Child);
        var versioning = new BucketVersioning(name, new BucketVersioningArgs
        {
            Bucket = bucket.Id,
            VersioningConfiguration = new Inputs.BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, Child);
        _ = new BucketLifecycleConfiguration(name, new BucketLifecycleConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules =
            {
                new Inputs.BucketLifecycleConfigurationRuleArgs
                {
                    Id = "unfinished-uploads",
                    Status = "Enabled",
                    Filter = new Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    AbortIncompleteMultipartUpload = new Inputs.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = 7 },
                },
                new Inputs.BucketLifecycleConfigurationRuleArgs
                {
                    Id = "earlier-versions",
                    Status = "Enabled",
                    Filter = new Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    NoncurrentVersionExpiration = new Inputs.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = 90 },
                    Expiration = new Inputs.BucketLifecycleConfigurationRuleExpirationArgs { ExpiredObjectDeleteMarker = true },
                },
            },
        }, new CustomResourceOptions { Parent = this, DependsOn = { versioning } });
        _ = new BucketPolicy(name, new BucketPolicyArgs
        {
            Bucket = bucket.Id,
            Policy = PolicyStatement.Document(PolicyStatement.DenyPlainHttp("s3:*", bucket.Arn, Output.Format($"{bucket.Arn}/*"))),
        }, Child);
        _ = new BucketLogging(name, new BucketLoggingArgs { Bucket = bucket.Id, TargetBucket = _logs.Bucket.Id, TargetPrefix = $"s3/{name}/" }, Child);

        return new Provided(versioning, new Dictionary<string, Output<string>>
        {
            ["bucket"] = bucket.Id,
            ["endpoint"] = Output.Create($"https://s3.{_settings.Region}.{_settings.DnsSuffix}"),
            ["region"] = Output.Create(_settings.Region),
            ["access_key_id"] = Output.Create(""),
            ["secret_key"] = Output.Create(""),
            ["aws_access_key_id"] = Output.Create(""),
            ["aws_secret_key"] = Output.Create(""),
        });
    }

    /// <summary>What reading and writing a bucket takes.</summary>
    public ImmutableArray<PolicyStatement> MayUse(string name)
    {
        var bucket = _buckets[name];
        return
        [
            new()
            {
                Sid = "UseObjects",
                Actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
                Resources = [Output.Format($"{bucket.Arn}/*")],
            },
            new() { Sid = "ListObjects", Actions = ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation"], Resources = [bucket.Arn] },
            new()
            {
                Sid = "OpenObjects",
                Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
                Resources = [_keys.Data.Arn],
                Conditions = [new("StringEquals", "kms:ViaService", $"s3.{_settings.Region}.{_settings.DnsSuffix}")],
            },
        ];
    }
}

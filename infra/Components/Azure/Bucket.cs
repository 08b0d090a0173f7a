using Pulumi;
using Pulumi.Random;
using Apps = Pulumi.Azure.ContainerApp;
using AppsInputs = Pulumi.Azure.ContainerApp.Inputs;
using Blobs = Pulumi.Azure.Storage;

namespace Slipway.Infra.Components.Azure;

public sealed class BucketArgs : ResourceArgs
{
    public required Output<string> AccountId { get; init; }

    public required Output<string> AccountName { get; init; }

    public required Output<string> AccountAddress { get; init; }

    public required Resource AccountReady { get; init; }

    public required string GatewayImage { get; init; }

    public required bool ZoneRedundant { get; init; }

    public required Secrets Secrets { get; init; }

    public required AppEnvironment Environment { get; init; }
}

/// <summary>
/// A blob container that speaks S3: a gateway whose identity may touch this container and no other, and whose key opens nothing else.
/// </summary>
public sealed class Bucket : ComponentResource
{
    private const int Port = 7070;
    private const string Health = "/-/health";

    public Bucket(string name, Foundation foundation, BucketArgs args, Resource parent)
        : base("slipway:azure:Bucket", name, new ComponentResourceOptions { Parent = parent })
    {
        var container = new Blobs.Container(name, new Blobs.ContainerArgs
        {
            Name = AzureNames.Container(name),
            StorageAccountId = args.AccountId,
            ContainerAccessType = "private",
        }, foundation.Keeping(this));

        var id = new RandomString($"{name}-key-id", new RandomStringArgs { Length = 20, Special = false, Lower = false },
            new CustomResourceOptions { Parent = this });
        var key = new RandomPassword($"{name}-key-secret", new RandomPasswordArgs { Length = 40, Special = false },
            new CustomResourceOptions { Parent = this });
        SecretKey = args.Secrets.Keep($"{name}-secret-key", key.Result);

        var identity = new Identity(name, foundation, this);
        identity.Grant("uses-container", container.Id, "Storage Blob Data Contributor");
        identity.Grant("reads-key", SecretKey.Scope, "Key Vault Secrets User");

        var options = new CustomResourceOptions { Parent = this };
        options.DependsOn.AddRange([args.AccountReady, .. identity.Grants]);
        var app = AzureNames.App(name);
        var gateway = new Apps.App($"{name}-gateway", new Apps.AppArgs
        {
            Name = app,
            ResourceGroupName = foundation.GroupName,
            ContainerAppEnvironmentId = args.Environment.Id,
            WorkloadProfileName = AppEnvironment.Profile,
            // A gateway keeps nothing: there is no old version to go back to, so a new one simply takes its place.
            RevisionMode = "Single",
            Identity = new AppsInputs.AppIdentityArgs { Type = "UserAssigned", IdentityIds = { identity.Id } },
            Secrets = { new AppsInputs.AppSecretArgs { Name = SecretKey.Name, KeyVaultSecretId = SecretKey.Reference, Identity = identity.Id } },
            Ingress = new AppsInputs.AppIngressArgs
            {
                ExternalEnabled = false,
                AllowInsecureConnections = false,
                TargetPort = Port,
                Transport = "http",
                TrafficWeights = { new AppsInputs.AppIngressTrafficWeightArgs { LatestRevision = true, Percentage = 100 } },
            },
            Template = new AppsInputs.AppTemplateArgs
            {
                MinReplicas = args.ZoneRedundant ? 2 : 1,
                MaxReplicas = 5,
                Containers =
                {
                    new AppsInputs.AppTemplateContainerArgs
                    {
                        Name = "versitygw",
                        Image = args.GatewayImage,
                        Cpu = 0.5,
                        Memory = "1Gi",
                        Args = { "azure" },
                        Envs =
                        {
                            Plain("VGW_PORT", $":{Port}"),
                            Plain("VGW_REGION", foundation.Location),
                            Plain("VGW_HEALTH", Health),
                            Plain("VGW_QUIET", "true"),
                            Plain("ROOT_ACCESS_KEY_ID", id.Result),
                            new AppsInputs.AppTemplateContainerEnvArgs { Name = "ROOT_SECRET_ACCESS_KEY", SecretName = SecretKey.Name },
                            // Without a key of the account the gateway uses the identity of this client id.
                            Plain("AZ_ACCOUNT_NAME", args.AccountName),
                            Plain("AZ_ENDPOINT", args.AccountAddress),
                            Plain("AZURE_CLIENT_ID", identity.ClientId),
                        },
                        ReadinessProbes =
                        {
                            new AppsInputs.AppTemplateContainerReadinessProbeArgs { Transport = "HTTP", Port = Port, Path = Health, IntervalSeconds = 10, FailureCountThreshold = 3 },
                        },
                        LivenessProbes =
                        {
                            new AppsInputs.AppTemplateContainerLivenessProbeArgs { Transport = "HTTP", Port = Port, Path = Health, IntervalSeconds = 10, FailureCountThreshold = 3 },
                        },
                    },
                },
            },
            Tags = foundation.Tags,
        }, options);
        Gateway = gateway;

        Provided = new Provided(gateway, new Dictionary<string, Output<string>>
        {
            ["bucket"] = container.Name,
            ["endpoint"] = Output.Format($"https://{args.Environment.InnerAddressOf(app)}"),
            ["region"] = Output.Create(foundation.Location),
            ["access_key_id"] = id.Result,
            ["secret_key"] = key.Result,
            ["aws_access_key_id"] = id.Result,
            ["aws_secret_key"] = key.Result,
        });
        RegisterOutputs();
    }

    /// <summary>Outputs are those of the Score type <c>s3</c>.</summary>
    public Provided Provided { get; }

    /// <summary>Where the secret half of the key is kept.</summary>
    public StoredSecret SecretKey { get; }

    public Apps.App Gateway { get; }

    private static AppsInputs.AppTemplateContainerEnvArgs Plain(string name, Input<string> value) => new() { Name = name, Value = value };
}

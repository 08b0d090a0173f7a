using Pulumi;
using Pulumi.Azure.Authorization;
using Pulumi.Azure.ContainerApp;
using Pulumi.Azure.ContainerApp.Inputs;
using Pulumi.Azure.Core;
using Pulumi.Azure.KeyVault;
using Pulumi.Azure.Monitoring;
using Pulumi.Azure.Monitoring.Inputs;
using Pulumi.Azure.Network;
using Pulumi.Azure.Network.Inputs;
using Pulumi.Azure.OperationalInsights;
using Pulumi.Azure.PostgreSql;
using Pulumi.Azure.PostgreSql.Inputs;
using Pulumi.Azure.Storage;

namespace Slipway.Providers.Tests.Examples;

/// <summary>A container app with its identity, a vault, a database and storage.</summary>
internal static class AzureApp
{
    public static void Declare()
    {
        var client = GetClientConfig.Invoke();
        var group = new ResourceGroup("main", new ResourceGroupArgs { Location = "westeurope", Tags = { ["stack"] = "test" } });
        var network = new VirtualNetwork("main", new VirtualNetworkArgs
        {
            ResourceGroupName = group.Name,
            Location = group.Location,
            AddressSpaces = { "10.0.0.0/16" },
        });
        var subnet = new Subnet("data", new SubnetArgs
        {
            ResourceGroupName = group.Name,
            VirtualNetworkName = network.Name,
            AddressPrefixes = { "10.0.1.0/24" },
            Delegations =
            {
                new SubnetDelegationArgs
                {
                    Name = "postgres",
                    ServiceDelegation = new SubnetDelegationServiceDelegationArgs { Name = "Microsoft.DBforPostgreSQL/flexibleServers" },
                },
            },
        });
        var workspace = new AnalyticsWorkspace("logs", new AnalyticsWorkspaceArgs { ResourceGroupName = group.Name, RetentionInDays = 30, DailyQuotaGb = 1.5 });
        var identity = new UserAssignedIdentity("app", new UserAssignedIdentityArgs { ResourceGroupName = group.Name, Location = group.Location });
        var vault = new KeyVault("vault", new KeyVaultArgs
        {
            ResourceGroupName = group.Name,
            TenantId = client.Apply(config => config.TenantId),
            SkuName = "standard",
            RbacAuthorizationEnabled = true,
            PurgeProtectionEnabled = true,
        });
        _ = new Assignment("app-reads", new AssignmentArgs { Scope = vault.Id, RoleDefinitionName = "Key Vault Secrets User", PrincipalId = identity.PrincipalId });

        var environment = new Pulumi.Azure.ContainerApp.Environment("main", new()
        {
            ResourceGroupName = group.Name,
            LogAnalyticsWorkspaceId = workspace.Id,
        });
        _ = new App("web", new AppArgs
        {
            ResourceGroupName = group.Name,
            ContainerAppEnvironmentId = environment.Id,
            RevisionMode = "Multiple",
            Identity = new AppIdentityArgs { Type = "UserAssigned", IdentityIds = { identity.Id } },
            Ingress = new AppIngressArgs
            {
                ExternalEnabled = true,
                TargetPort = 8080,
                TrafficWeights = { new AppIngressTrafficWeightArgs { LatestRevision = true, Percentage = 100 } },
            },
            Template = new AppTemplateArgs
            {
                MinReplicas = 1,
                MaxReplicas = 3,
                Containers =
                {
                    new AppTemplateContainerArgs
                    {
                        Name = "web",
                        Image = "nginx",
                        Cpu = 0.25,
                        Memory = "0.5Gi",
                        Envs = { new AppTemplateContainerEnvArgs { Name = "A", Value = "1" } },
                        LivenessProbes = { new AppTemplateContainerLivenessProbeArgs { Transport = "HTTP", Port = 8080, Path = "/healthz" } },
                    },
                },
            },
        });
        _ = new FlexibleServer("db", new FlexibleServerArgs
        {
            ResourceGroupName = group.Name,
            DelegatedSubnetId = subnet.Id,
            SkuName = "GP_Standard_D2s_v3",
            StorageMb = 32768,
            HighAvailability = new FlexibleServerHighAvailabilityArgs { Mode = "ZoneRedundant" },
            AdministratorLogin = "app",
            AdministratorPassword = Output.CreateSecret("p"),
        });
        var account = new Account("files", new AccountArgs { ResourceGroupName = group.Name, AccountTier = "Standard", AccountReplicationType = "ZRS" });
        _ = new MetricAlert("latency", new MetricAlertArgs
        {
            ResourceGroupName = group.Name,
            Scopes = account.Id,
            Criterias =
            {
                new MetricAlertCriteriaArgs { MetricNamespace = "n", MetricName = "m", Aggregation = "Average", Operator = "GreaterThan", Threshold = 0.5 },
            },
        });
    }
}

using Pulumi.Testing;

namespace Infra.Tests.Azure;

public sealed class ServicesTests
{
    [Fact]
    public async Task The_database_server_is_private_redundant_backed_up_and_locked()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var server = declared.One("azure:postgresql/flexibleServer:FlexibleServer");
        Assert.Equal(false, server.At("publicNetworkAccessEnabled"));
        Assert.Equal("subnet-data-id", server.At("delegatedSubnetId"));
        Assert.Equal("postgres-zone-id", server.At("privateDnsZoneId"));
        Assert.Equal("ZoneRedundant", server.At("highAvailability.mode"));
        Assert.Equal(35.0, server.At("backupRetentionDays"));
        Assert.Equal(true, server.At("geoRedundantBackupEnabled"));
        Assert.Equal(131072.0, server.At("storageMb"));
        Assert.Contains(declared.OfType("azure:management/lock:Lock"), held => held.At("scope") is "postgres-id" && held.At("lockLevel") is "CanNotDelete");
        Assert.Empty(declared.OfType("azure:postgresql/flexibleServerFirewallRule:FlexibleServerFirewallRule"));
    }

    [Fact]
    public async Task The_database_server_takes_TLS_from_1_2_on_and_nothing_else()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var configuration = declared.OfType("azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration")
            .ToDictionary(setting => (string)setting.Inputs["name"], setting => (string)setting.Inputs["value"]);
        Assert.Equal("on", configuration["require_secure_transport"]);
        Assert.Equal("TLSv1.2", configuration["ssl_min_protocol_version"]);
        Assert.Equal("scram-sha-256", configuration["password_encryption"]);
    }

    [Fact]
    public async Task A_database_two_workloads_share_is_made_once_and_its_role_by_a_job_that_reads_two_secrets()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop, AzureStack.Worker);

        Assert.Equal("postgres_shared", declared.One("azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase").At("name"));
        var job = declared.One("azure:containerapp/job:Job", "postgres-shared-role");
        Assert.Equal("*/5 * * * *", job.At("scheduleTriggerConfig.cronExpression"));
        Assert.Equal(["postgres-administrator-password", "postgres-shared-password"], job.MapsAt("secrets").Select(secret => secret["name"]));
        Assert.Equal(("server.postgres.internal", null), job.Variable(0, "SERVER"));
        Assert.Equal(("postgres_shared", null), job.Variable(0, "ROLE"));
        Assert.Equal((null, "postgres-shared-password"), job.Variable(0, "ROLE_PASSWORD"));
        Assert.DoesNotContain("secret-of", (string)job.At("template.containers.0.args.0")!);
    }

    [Fact]
    public async Task The_vault_goes_by_roles_is_closed_to_the_internet_and_cannot_be_purged()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var vault = declared.One("azure:keyvault/keyVault:KeyVault");
        Assert.Equal(true, vault.At("rbacAuthorizationEnabled"));
        Assert.Equal(true, vault.At("purgeProtectionEnabled"));
        Assert.Equal(30.0, vault.At("softDeleteRetentionDays"));
        Assert.Equal(false, vault.At("publicNetworkAccessEnabled"));
        Assert.Equal("Deny", vault.At("networkAcls.defaultAction"));
        Assert.Equal("22222222-2222-2222-2222-222222222222", vault.At("tenantId"));
        Assert.Null(vault.At("accessPolicies"));
        Assert.Equal("vault", Endpoint(declared, "vault-id"));
    }

    [Fact]
    public async Task A_deployers_address_opens_vault_and_registry_to_it_alone()
    {
        var declared = await AzureStack.DeclareAsync([("deployerAddresses", """["203.0.113.7"]""")], AzureStack.Shop);

        var vault = declared.One("azure:keyvault/keyVault:KeyVault");
        Assert.Equal(true, vault.At("publicNetworkAccessEnabled"));
        Assert.Equal("Deny", vault.At("networkAcls.defaultAction"));
        Assert.Equal(["203.0.113.7"], vault.ListAt("networkAcls.ipRules"));
        var registry = declared.One("azure:containerservice/registry:Registry");
        Assert.Equal("Deny", registry.At("networkRuleSet.defaultAction"));
        Assert.Equal("203.0.113.7", registry.At("networkRuleSet.ipRules.0.ipRange"));
    }

    [Fact]
    public async Task Objects_are_private_versioned_and_reached_by_identities_without_any_key()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var account = declared.One("azure:storage/account:Account", "objects");
        Assert.Equal(false, account.At("publicNetworkAccessEnabled"));
        Assert.Equal(false, account.At("allowNestedItemsToBePublic"));
        Assert.Equal(false, account.At("sharedAccessKeyEnabled"));
        Assert.Equal("TLS1_2", account.At("minTlsVersion"));
        Assert.Equal(true, account.At("httpsTrafficOnlyEnabled"));
        Assert.Equal("Deny", account.At("networkRules.defaultAction"));
        Assert.Equal(true, account.At("blobProperties.versioningEnabled"));
        Assert.Equal(30.0, account.At("blobProperties.deleteRetentionPolicy.days"));
        Assert.Equal("ZRS", account.At("accountReplicationType"));
        Assert.Equal("private", declared.One("azure:storage/container:Container").At("containerAccessType"));
        Assert.Equal("blob", Endpoint(declared, "objects-id"));
    }

    [Fact]
    public async Task A_bucket_has_a_gateway_whose_identity_sees_only_its_container_and_whose_key_is_in_the_vault()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var gateway = declared.App("s3-shop-files-gateway");
        Assert.Equal(false, gateway.At("ingress.externalEnabled"));
        Assert.Equal(false, gateway.At("ingress.allowInsecureConnections"));
        Assert.Equal((null, "s3-shop-files-secret-key"), gateway.Variable(0, "ROOT_SECRET_ACCESS_KEY"));
        Assert.Equal(("client-of-s3-shop-files", null), gateway.Variable(0, "AZURE_CLIENT_ID"));
        Assert.DoesNotContain(gateway.MapsAt("template.containers.0.envs"), variable => variable["name"] is "AZ_ACCESS_KEY" or "AZ_SAS_TOKEN");
        Assert.Equal(("https://s3-shop-files.internal.env.example.net", null), declared.App("shop").Variable(0, "S3_ENDPOINT"));
        var grants = declared.OfType("azure:authorization/assignment:Assignment").Where(grant => grant.At("principalId") is "principal-of-s3-shop-files");
        Assert.Contains(grants, grant => grant.At("roleDefinitionName") is "Storage Blob Data Contributor" && grant.At("scope") is "s3-shop-files-id");
    }

    [Fact]
    public async Task Volumes_have_an_account_of_their_own_private_and_encrypted_on_the_way()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var account = declared.One("azure:storage/account:Account", "volumes");
        Assert.Equal(false, account.At("publicNetworkAccessEnabled"));
        Assert.Equal("TLS1_2", account.At("minTlsVersion"));
        Assert.Equal(["SMB3.1.1"], account.ListAt("shareProperties.smb.versions"));
        Assert.Equal(["AES-256-GCM"], account.ListAt("shareProperties.smb.channelEncryptionTypes"));
        Assert.Equal(30.0, account.At("shareProperties.retentionPolicy.days"));
        Assert.Equal("file", Endpoint(declared, "volumes-id"));
    }

    [Fact]
    public async Task A_cache_is_private_and_encrypted()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var cache = declared.One("azure:managedredis/managedRedis:ManagedRedis");
        Assert.Equal("Disabled", cache.At("publicNetworkAccess"));
        Assert.Equal("Encrypted", cache.At("defaultDatabase.clientProtocol"));
        Assert.Equal(true, cache.At("highAvailabilityEnabled"));
        Assert.Equal("redisEnterprise", Endpoint(declared, "redis-shop-cache-id"));
    }

    [Fact]
    public async Task The_registry_is_private_and_has_no_password()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var registry = declared.One("azure:containerservice/registry:Registry");
        Assert.Equal("Premium", registry.At("sku"));
        Assert.Equal(false, registry.At("adminEnabled"));
        Assert.Equal(false, registry.At("anonymousPullEnabled"));
        Assert.Equal(false, registry.At("publicNetworkAccessEnabled"));
        Assert.Equal(30.0, registry.At("retentionPolicyInDays"));
        Assert.Equal("registry", Endpoint(declared, "registry-id"));
    }

    [Fact]
    public async Task A_smaller_environment_is_smaller_by_its_settings_and_as_private()
    {
        var declared = await AzureStack.DeclareAsync(
        [
            ("zoneRedundant", "false"), ("postgresSku", "B_Standard_B1ms"), ("postgresStorageGigabytes", "32"), ("postgresGeoBackup", "false"),
            ("postgresBackupDays", "7"), ("deletionProtection", "false"), ("registrySku", "Basic"),
        ], AzureStack.Shop);

        var server = declared.One("azure:postgresql/flexibleServer:FlexibleServer");
        Assert.Equal("B_Standard_B1ms", server.At("skuName"));
        Assert.Null(server.At("highAvailability"));
        Assert.Equal(false, server.At("publicNetworkAccessEnabled"));
        Assert.Empty(declared.OfType("azure:management/lock:Lock"));
        Assert.Equal("LRS", declared.One("azure:storage/account:Account", "objects").At("accountReplicationType"));
        Assert.Null(declared.One("azure:containerservice/registry:Registry").At("networkRuleSet"));
        Assert.Equal(1.0, declared.App("s3-shop-files-gateway").At("template.minReplicas"));
    }

    [Fact]
    public async Task What_a_stack_does_not_need_is_not_made()
    {
        var declared = await AzureStack.DeclareAsync(
            """
            apiVersion: score.dev/v1b1
            metadata: {name: lonely}
            containers:
              main:
                image: docker.io/library/nginx:1.29
            """);

        Assert.Empty(declared.OfType("azure:postgresql/flexibleServer:FlexibleServer"));
        Assert.Empty(declared.OfType("azure:storage/account:Account"));
        Assert.Empty(declared.OfType("azure:cdn/frontdoorProfile:FrontdoorProfile"));
        Assert.Empty(declared.OfType("azure:containerservice/registry:Registry"));
    }

    // The service that the private endpoint to a resource leads to.
    private static object? Endpoint(IReadOnlyList<MockResourceArgs> declared, string id)
    {
        var endpoint = declared.OfType("azure:privatelink/endpoint:Endpoint").Single(endpoint => endpoint.At("privateServiceConnection.privateConnectionResourceId") is string to && to == id);
        Assert.Equal("subnet-endpoints-id", endpoint.At("subnetId"));
        Assert.NotNull(endpoint.At("privateDnsZoneGroup.privateDnsZoneIds.0"));
        return endpoint.At("privateServiceConnection.subresourceNames.0");
    }
}

using Slipway.Policies.Graph;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Stacks;

/// <summary>What people get wrong, seeded into copies of the cloud stacks.</summary>
internal static class Mistakes
{
    public static IReadOnlyList<Mistake> Of(string stack) => stack switch
    {
        "prod-aws" => Aws,
        "prod" => Azure,
        _ => Kubernetes,
    };

    private static readonly IReadOnlyList<Mistake> Aws =
    [
        new("aws:rds/instance:Instance", "postgres", resource => resource.Set("publiclyAccessible", GraphValue.Of(true)), ["database-is-private"]),
        new("aws:rds/instance:Instance", "postgres", resource => resource.Set("storageEncrypted", GraphValue.Of(false)), ["database-is-encrypted"]),
        new("aws:rds/instance:Instance", "postgres", resource => resource.Set("backupRetentionPeriod", GraphValue.Of(0)), ["database-has-backups"]),
        new("aws:rds/instance:Instance", "postgres", resource => resource.Set("deletionProtection", GraphValue.Of(false)), ["database-is-protected"]),
        new("aws:rds/instance:Instance", "postgres", resource => resource.Set("multiAz", GraphValue.Of(false)), ["database-is-redundant"]),
        new("aws:rds/instance:Instance", "postgres", resource => resource.Set("skipFinalSnapshot", GraphValue.Of(true)), ["database-leaves-snapshot"]),
        new("aws:rds/parameterGroup:ParameterGroup", "postgres17", resource => resource.Set("parameters[0].value", GraphValue.Of("0")), ["database-requires-tls"]),
        new("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "s3-downloads-files", resource => resource.Set("blockPublicPolicy", GraphValue.Of(false)), ["bucket-is-private"]),
        new("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "s3-downloads-files", _ => null, ["bucket-is-encrypted"], FoundOn: "s3-downloads-files"),
        new("aws:s3/bucketVersioning:BucketVersioning", "s3-downloads-files", resource => resource.Set("versioningConfiguration.status", GraphValue.Of("Suspended")), ["bucket-keeps-versions"]),
        new("aws:lb/listener:Listener", "edge", resource => resource.Set("sslPolicy", GraphValue.Of("ELBSecurityPolicy-2016-08")), ["entry-requires-modern-tls"]),
        new("aws:wafv2/webAclAssociation:WebAclAssociation", "edge-firewall", _ => null, ["entry-has-firewall"], FoundOn: "edge"),
        new("aws:lb/loadBalancer:LoadBalancer", "edge", resource => resource.Set("accessLogs.enabled", GraphValue.Of(false)), ["entry-is-logged"]),
        new("aws:ecs/service:Service", "downloads-blue", resource => resource.Set("networkConfiguration.assignPublicIp", GraphValue.Of(true)), ["workload-has-no-public-address"]),
        new("aws:ecs/taskDefinition:TaskDefinition", "downloads-blue", resource => resource.Replace("containerDefinitions", ":1.0.0\"", ":latest\""), ["image-has-version"]),
        new("aws:ecs/taskDefinition:TaskDefinition", "portfolio-blue", resource => resource.Replace("containerDefinitions", "\"readonlyRootFilesystem\":true", "\"readonlyRootFilesystem\":false"), ["container-root-is-read-only"]),
        new("aws:ecs/taskDefinition:TaskDefinition", "portfolio-green", resource => resource.Replace("containerDefinitions", "\"environment\":[{", "\"environment\":[{\"name\":\"DB_PASSWORD\",\"value\":\"x\"},{"), ["secret-is-given-by-reference"]),
        new("aws:ecs/taskDefinition:TaskDefinition", "downloads-worker", resource => resource.Replace("containerDefinitions", "\"drop\":[\"ALL\"]", "\"drop\":[]"), ["container-drops-capabilities"]),
        new("aws:iam/rolePolicy:RolePolicy", "network-flow-logs", resource => resource.Set("policy", GraphValue.Of("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}")), ["permissions-are-named"]),
        new("aws:kms/key:Key", "keys-data", resource => resource.Set("enableKeyRotation", GraphValue.Of(false)), ["key-rotates"]),
        new("aws:cloudwatch/logGroup:LogGroup", "network-flow-logs", resource => resource.Set("retentionInDays", GraphValue.Of(1)), ["logs-are-kept"]),
        new("aws:ecs/service:Service", "portfolio-green", _ => null, ["routed-workload-has-two-slots"], FoundOn: "portfolio-blue"),
        new("aws:cloudwatch/metricAlarm:MetricAlarm", "edge-errors", resource => resource.Set("alarmDescription", GraphValue.Of("Errors")), ["alert-has-runbook"]),
        new("pulumi:providers:aws", "aws", resource => resource.Set("region", GraphValue.Of("us-east-1")), ["region-is-allowed"]),
    ];

    private static readonly IReadOnlyList<Mistake> Azure =
    [
        new("azure:postgresql/flexibleServer:FlexibleServer", "postgres", resource => resource.Set("publicNetworkAccessEnabled", GraphValue.Of(true)), ["database-is-private"]),
        new("azure:postgresql/flexibleServer:FlexibleServer", "postgres", resource => resource.Set("backupRetentionDays", GraphValue.Of(1)), ["database-has-backups"]),
        new("azure:postgresql/flexibleServer:FlexibleServer", "postgres", resource => resource with { Options = GraphResourceOptions.None }, ["database-is-protected"]),
        new("azure:postgresql/flexibleServer:FlexibleServer", "postgres", resource => resource.Set("highAvailability.mode", GraphValue.Of("SameZone")), ["database-is-redundant"]),
        new("azure:postgresql/flexibleServer:FlexibleServer", "postgres", resource => resource.Set("delegatedSubnetId", null), ["database-is-in-data-subnet"]),
        new("azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration", "postgres-require-secure-transport", resource => resource.Set("value", GraphValue.Of("off")), ["database-requires-tls"]),
        new("azure:storage/account:Account", "objects", resource => resource.Set("allowNestedItemsToBePublic", GraphValue.Of(true)), ["bucket-is-private"]),
        new("azure:storage/account:Account", "objects", resource => resource.Set("httpsTrafficOnlyEnabled", GraphValue.Of(false)), ["bucket-requires-tls"]),
        new("azure:storage/account:Account", "objects", resource => resource.Set("minTlsVersion", GraphValue.Of("TLS1_0")), ["entry-requires-modern-tls"]),
        new("azure:storage/account:Account", "objects", resource => resource.Set("blobProperties.versioningEnabled", GraphValue.Of(false)), ["bucket-keeps-versions"]),
        new("azure:storage/container:Container", "s3-downloads-files", resource => resource.Set("containerAccessType", GraphValue.Of("blob")), ["bucket-is-private"]),
        new("azure:keyvault/keyVault:KeyVault", "vault", resource => resource.Set("publicNetworkAccessEnabled", GraphValue.Of(true)), ["vault-is-private"]),
        new("azure:keyvault/keyVault:KeyVault", "vault", resource => resource.Set("purgeProtectionEnabled", GraphValue.Of(false)), ["deleted-secrets-are-kept"]),
        new("azure:containerservice/registry:Registry", "registry", resource => resource.Set("adminEnabled", GraphValue.Of(true)), ["registry-is-private"]),
        new("azure:containerapp/environment:Environment", "environment", resource => resource.Set("internalLoadBalancerEnabled", GraphValue.Of(false)), ["workload-has-no-public-address"]),
        new("azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy", "firewall-before-hosts", _ => null, ["entry-has-firewall"], FoundOn: "edge"),
        new("azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain", "downloads.slipway.example.com-domain", resource => resource.Set("tls.minimumVersion", GraphValue.Of("TLS10")), ["entry-requires-modern-tls"]),
        new("azure:cdn/frontdoorRoute:FrontdoorRoute", "route-downloads-events", resource => resource.Set("httpsRedirectEnabled", GraphValue.Of(false)), ["entry-redirects-to-tls"]),
        new("azure:containerapp/app:App", "downloads", resource => resource.Set("template.containers[0].image", GraphValue.Of("shop:latest")), ["image-has-version"]),
        new("azure:containerapp/app:App", "portfolio", resource => resource.Set("ingress.allowInsecureConnections", GraphValue.Of(true)), ["entry-redirects-to-tls"]),
        new("azure:containerapp/app:App", "downloads-worker", resource => resource.Set("tags", null), ["resource-has-tags"]),
        new("azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace", "logs", resource => resource.Set("retentionInDays", GraphValue.Of(7)), ["logs-are-kept"]),
        new("azure:core/resourceGroup:ResourceGroup", "foundation-group", resource => resource.Set("location", GraphValue.Of("eastus")), ["region-is-allowed"]),
        new("azure:monitoring/metricAlert:MetricAlert", "alert-downloads-restarts", resource => resource.Set("description", GraphValue.Of("Restarts")), ["alert-has-runbook"]),
    ];

    private static readonly IReadOnlyList<Mistake> Kubernetes =
    [
        new("kubernetes:apps/v1:Deployment", "downloads-blue-deployment", resource => resource.Set("spec.template.spec.hostNetwork", GraphValue.Of(true)), ["container-keeps-to-itself"]),
        new("kubernetes:apps/v1:Deployment", "portfolio-blue-deployment", resource => resource.Set("spec.template.spec.containers[0].securityContext.runAsNonRoot", GraphValue.Of(false)), ["container-is-not-root"]),
        new("kubernetes:apps/v1:Deployment", "edge-deployment", resource => resource.Set("spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem", GraphValue.Of(false)), ["container-root-is-read-only"]),
        new("kubernetes:apps/v1:Deployment", "downloads-worker-blue-deployment", resource => resource.Set("spec.template.spec.containers[0].securityContext.capabilities.drop", GraphValue.List.Empty), ["container-drops-capabilities"]),
        new("kubernetes:apps/v1:Deployment", "jaeger-deployment", resource => resource.Set("spec.template.spec.containers[0].resources", null), ["container-has-limits"]),
        new("kubernetes:apps/v1:Deployment", "grafana-deployment", resource => resource.Set("spec.template.spec.containers[0].securityContext.privileged", GraphValue.Of(true)), ["container-has-no-privileges"]),
        new("kubernetes:apps/v1:StatefulSet", "postgres-set", resource => resource.Set("spec.template.spec.containers[0].image", GraphValue.Of("docker.io/library/postgres")), ["image-has-version"]),
        new("kubernetes:core/v1:Namespace", "network-namespace", resource => resource.Set("metadata.labels.owner", null), ["resource-has-tags"]),
        new("kubernetes:networking.k8s.io/v1:NetworkPolicy", "network-default-deny", _ => null, ["network-denies-by-default"], FoundOn: "network-namespace"),
        new("kubernetes:core/v1:Service", "postgres-service", resource => resource.Set("spec.type", GraphValue.Of("LoadBalancer")), ["database-is-private", "workload-has-no-public-address"]),
        new("kubernetes:core/v1:Service", "jaeger-service", resource => resource.Set("spec.type", GraphValue.Of("NodePort")), ["workload-has-no-public-address"]),
        new("kubernetes:gateway.networking.k8s.io/v1:Gateway", "edge-gateway", resource => resource.Set("spec.listeners[1].tls", null), ["entry-requires-modern-tls"]),
        new("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "edge-redirect", _ => null, ["entry-redirects-to-tls"], FoundOn: "edge-gateway"),
        new("kubernetes:core/v1:ConfigMap", "edge-proxy-texts", resource => resource.Set("data.key", GraphValue.Of("-----BEGIN EC " + "PRIVATE KEY-----")), ["configuration-holds-no-key"]),
        new("kubernetes:apps/v1:Deployment", "portfolio-blue-deployment", resource => resource.Set("spec.template.spec.containers[0].env[0]", Variable("ADMIN_PASSWORD", "hunter2")), ["secret-is-given-by-reference"]),
        new("kubernetes:apps/v1:Deployment", "edge-deployment", resource => resource.Set("spec.template.spec.automountServiceAccountToken", GraphValue.Of(true)), ["pod-has-no-cluster-token"]),
        new("kubernetes:batch/v1:CronJob", "postgres-backup-schedule", resource => resource.Set("spec.jobTemplate.spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation", GraphValue.Of(true)), ["container-has-no-privileges"]),
        new("kubernetes:apps/v1:StatefulSet", "s3-set", resource => resource.Set("spec.template.spec.hostPID", GraphValue.Of(true)), ["container-keeps-to-itself"]),
        new("kubernetes:apps/v1:Deployment", "downloads-blue-deployment", resource => resource.Set("spec.template.spec.initContainers[0].securityContext.runAsUser", GraphValue.Of(0)), ["container-is-not-root"]),
        new("kubernetes:apps/v1:Deployment", "downloads-blue-deployment", resource => resource.Set("spec.template.spec.initContainers[1].image", GraphValue.Of("ghcr.io/slipway/downloads:latest")), ["image-has-version"]),
        new("kubernetes:core/v1:Service", "postgres-service", resource => resource.Set("metadata.labels.stack", null), ["resource-has-tags"]),
    ];

    private static GraphValue.Map Variable(string name, string value) => GraphValue.Map.Of([KeyValuePair.Create("name", GraphValue.Of(name)), KeyValuePair.Create("value", GraphValue.Of(value))]);
}

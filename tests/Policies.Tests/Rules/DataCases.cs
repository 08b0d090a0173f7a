using Slipway.Policies.Rules.Data;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class DataCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new DatabaseHasBackups(),
            About = "RDS",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"backupRetentionPeriod": 14}""")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"backupRetentionPeriod": 1}""")],
            Message = "postgres (aws:rds/instance:Instance): backupRetentionPeriod is 1, expected at least 7. Set slipway:backupDays to 7 or more.",
        },
        new()
        {
            Rule = new DatabaseHasBackups(),
            About = "Flexible Server",
            Passing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres")],
            Failing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres", """{"backupRetentionDays": 3}""")],
            Message = "postgres (azure:postgresql/flexibleServer:FlexibleServer): backupRetentionDays is 3, expected at least 7. Set BackupRetentionDays to 7 or more.",
        },
        new()
        {
            Rule = new DatabaseHasBackups(),
            About = "PostgreSQL in Kubernetes",
            Passing =
            [
                Some.Resource("kubernetes:apps/v1:StatefulSet", "postgres", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "docker.io/library/postgres:17", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}"""),
                Some.Resource("kubernetes:batch/v1:CronJob", "postgres-backup", """{"spec": {"schedule": "0 1 * * *"}}"""),
            ],
            Failing = [Some.Resource("kubernetes:apps/v1:StatefulSet", "postgres", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "docker.io/library/postgres:17", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "postgres (kubernetes:apps/v1:StatefulSet): no CronJob of the stack makes backups of PostgreSQL, expected one. Declare one that runs pg_dump to a disk of its own.",
        },
        new()
        {
            Rule = new DatabaseIsProtected(),
            About = "RDS",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"deletionProtection": true}""")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres")],
            Message = "postgres (aws:rds/instance:Instance): deletionProtection is false, expected true. Set slipway:deletionProtection to true.",
        },
        new()
        {
            Rule = new DatabaseIsProtected(),
            About = "Flexible Server",
            Passing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres").Protected()],
            Failing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres")],
            Message = "postgres (azure:postgresql/flexibleServer:FlexibleServer): protect is false, expected true. Set slipway:deletionProtection to true.",
        },
        new()
        {
            Rule = new DatabaseIsProtected(),
            About = "PostgreSQL in Kubernetes",
            Passing =
            [
                Some.Resource("kubernetes:apps/v1:StatefulSet", "postgres", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "postgres:17", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""").Protected(),
                Some.Resource("kubernetes:apps/v1:StatefulSet", "minio", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}"""),
            ],
            Failing = [Some.Resource("kubernetes:apps/v1:StatefulSet", "postgres", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "postgres:17", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "postgres (kubernetes:apps/v1:StatefulSet): protect is false, expected true. Give the resource Protect = true.",
        },
        new()
        {
            Rule = new DatabaseIsRedundant(),
            About = "RDS",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"multiAz": true}""")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres")],
            Message = "postgres (aws:rds/instance:Instance): multiAz is false, expected true. Set slipway:highAvailability to true.",
        },
        new()
        {
            Rule = new DatabaseIsRedundant(),
            About = "Flexible Server",
            Passing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres", """{"highAvailability": {"mode": "ZoneRedundant"}}""")],
            Failing = [Some.Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres", """{"highAvailability": {"mode": "SameZone"}}""")],
            Message = "postgres (azure:postgresql/flexibleServer:FlexibleServer): highAvailability.mode is 'SameZone', expected 'ZoneRedundant'. Set slipway:zoneRedundant to true.",
        },
        new()
        {
            Rule = new DatabaseLeavesSnapshot(),
            About = "rds",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"skipFinalSnapshot": true}""")],
            Message = "postgres (aws:rds/instance:Instance): skipFinalSnapshot is true, expected false. Set SkipFinalSnapshot to false and give FinalSnapshotIdentifier.",
        },
        new()
        {
            Rule = new BucketKeepsVersions(),
            About = "a bucket of S3",
            Passing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketVersioning:BucketVersioning", "files", """{"versioningConfiguration": {"status": "Enabled"}}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Failing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketVersioning:BucketVersioning", "files", """{"versioningConfiguration": {"status": "Suspended"}}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Message = "files (aws:s3/bucketVersioning:BucketVersioning): versioningConfiguration.status is 'Suspended', expected 'Enabled'. Set Status to Enabled.",
        },
        new()
        {
            Rule = new BucketKeepsVersions(),
            About = "a storage account",
            Passing = [Some.Resource("azure:storage/account:Account", "files", """{"blobProperties": {"versioningEnabled": true}}""")],
            Failing = [Some.Resource("azure:storage/account:Account", "files")],
            Message = "files (azure:storage/account:Account): blobProperties is not set, expected versioningEnabled true. Set BlobProperties.VersioningEnabled to true.",
        },
        new()
        {
            Rule = new BucketIsProtected(),
            About = "a bucket of S3",
            Passing = [Some.Resource("aws:s3/bucket:Bucket", "files")],
            Failing = [Some.Resource("aws:s3/bucket:Bucket", "files", """{"forceDestroy": true}""")],
            Message = "files (aws:s3/bucket:Bucket): forceDestroy is true, expected false. Set slipway:deletionProtection to true.",
        },
        new()
        {
            Rule = new BucketIsProtected(),
            About = "a storage account",
            Passing = [Some.Resource("azure:storage/account:Account", "files").Protected()],
            Failing = [Some.Resource("azure:storage/account:Account", "files")],
            Message = "files (azure:storage/account:Account): protect is false, expected true. Set slipway:deletionProtection to true.",
        },
        new()
        {
            Rule = new VolumeIsProtected(),
            About = "a volume of Docker",
            Passing = [Some.Resource("docker:index/volume:Volume", "data").Protected()],
            Failing = [Some.Resource("docker:index/volume:Volume", "data")],
            Message = "data (docker:index/volume:Volume): protect is false, expected true. Set slipway:protectData to true.",
        },
        new()
        {
            Rule = new VolumeIsProtected(),
            About = "a disk of Kubernetes",
            Passing = [Some.Resource("kubernetes:core/v1:PersistentVolumeClaim", "data").Protected()],
            Failing = [Some.Resource("kubernetes:core/v1:PersistentVolumeClaim", "data")],
            Message = "data (kubernetes:core/v1:PersistentVolumeClaim): protect is false, expected true. Give the resource Protect = true.",
        },
        new()
        {
            Rule = new DeletedSecretsAreKept(),
            About = "Key Vault",
            Passing = [Some.Resource("azure:keyvault/keyVault:KeyVault", "vault", """{"publicNetworkAccessEnabled": false, "networkAcls": {"defaultAction": "Deny"}, "purgeProtectionEnabled": true}""")],
            Failing = [Some.Resource("azure:keyvault/keyVault:KeyVault", "vault", """{"publicNetworkAccessEnabled": false, "networkAcls": {"defaultAction": "Deny"}, "purgeProtectionEnabled": false}""")],
            Message = "vault (azure:keyvault/keyVault:KeyVault): purgeProtectionEnabled is false, expected true. Set slipway:deletionProtection to true.",
        },
        new()
        {
            Rule = new DeletedSecretsAreKept(),
            About = "Secrets Manager",
            Passing = [Some.Resource("aws:secretsmanager/secret:Secret", "password")],
            Failing = [Some.Resource("aws:secretsmanager/secret:Secret", "password", """{"recoveryWindowInDays": 0}""")],
            Message = "password (aws:secretsmanager/secret:Secret): recoveryWindowInDays is 0, expected at least 7. Set RecoveryWindowInDays to 7 or more.",
        },
    ];
}

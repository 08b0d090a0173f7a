using Slipway.Policies.Rules.Encryption;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class EncryptionCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new DatabaseIsEncrypted(),
            About = "rds",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"storageEncrypted": true}""")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres")],
            Message = "postgres (aws:rds/instance:Instance): storageEncrypted is false, expected true. Set StorageEncrypted to true; an existing server is replaced by an encrypted copy of its snapshot.",
        },
        new()
        {
            Rule = new DatabaseRequiresTls(),
            About = "RDS",
            Passing = [Some.Resource("aws:rds/parameterGroup:ParameterGroup", "tls", """{"family": "postgres17", "parameters": [{"name": "rds.force_ssl", "value": "1"}]}""")],
            Failing = [Some.Resource("aws:rds/parameterGroup:ParameterGroup", "tls", """{"family": "postgres17", "parameters": [{"name": "rds.force_ssl", "value": "0"}]}""")],
            Message = "tls (aws:rds/parameterGroup:ParameterGroup): parameters does not set rds.force_ssl to 1. Add the parameter rds.force_ssl with value 1.",
        },
        new()
        {
            Rule = new DatabaseRequiresTls(),
            About = "Flexible Server",
            Passing = [Some.Resource("azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration", "tls", """{"name": "require_secure_transport", "value": "ON"}""")],
            Failing = [Some.Resource("azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration", "tls", """{"name": "require_secure_transport", "value": "off"}""")],
            Message = "tls (azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration): value is 'off', expected 'on'. Set require_secure_transport to on.",
        },
        new()
        {
            Rule = new BucketIsEncrypted(),
            About = "a bucket of S3",
            Passing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "files", """{"rules": [{}]}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Failing = [Some.Resource("aws:s3/bucket:Bucket", "files")],
            Message = "files (aws:s3/bucket:Bucket): no aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration refers to it, expected one. Declare a BucketServerSideEncryptionConfiguration for it.",
        },
        new()
        {
            Rule = new BucketRequiresTls(),
            About = "a bucket of S3",
            Passing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketPolicy:BucketPolicy", "files", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}}]}"}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Failing =
            [
                Some.Resource("aws:s3/bucket:Bucket", "files"),
                Some.Resource("aws:s3/bucketPolicy:BucketPolicy", "files", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}"}""").From("bucket", Some.Resource("aws:s3/bucket:Bucket", "files")),
            ],
            Message = "files (aws:s3/bucketPolicy:BucketPolicy): policy has no statement that denies aws:SecureTransport 'false', expected one. Add a statement that denies s3:* where aws:SecureTransport is false.",
        },
        new()
        {
            Rule = new BucketRequiresTls(),
            About = "a storage account",
            Passing = [Some.Resource("azure:storage/account:Account", "files")],
            Failing = [Some.Resource("azure:storage/account:Account", "files", """{"httpsTrafficOnlyEnabled": false}""")],
            Message = "files (azure:storage/account:Account): httpsTrafficOnlyEnabled is false, expected true. Set HttpsTrafficOnlyEnabled to true.",
        },
        new()
        {
            Rule = new CacheIsEncrypted(),
            About = "ElastiCache",
            Passing = [Some.Resource("aws:elasticache/replicationGroup:ReplicationGroup", "sessions", """{"atRestEncryptionEnabled": true, "transitEncryptionEnabled": true}""")],
            Failing = [Some.Resource("aws:elasticache/replicationGroup:ReplicationGroup", "sessions", """{"atRestEncryptionEnabled": true}""")],
            Message = "sessions (aws:elasticache/replicationGroup:ReplicationGroup): transitEncryptionEnabled is false, expected true. Set TransitEncryptionEnabled to true.",
        },
        new()
        {
            Rule = new CacheIsEncrypted(),
            About = "Managed Redis",
            Passing = [Some.Resource("azure:managedredis/managedRedis:ManagedRedis", "sessions", """{"defaultDatabase": {"clientProtocol": "Encrypted"}}""")],
            Failing = [Some.Resource("azure:managedredis/managedRedis:ManagedRedis", "sessions", """{"defaultDatabase": {"clientProtocol": "Plaintext"}}""")],
            Message = "sessions (azure:managedredis/managedRedis:ManagedRedis): defaultDatabase.clientProtocol is 'Plaintext', expected 'Encrypted'. Set ClientProtocol to Encrypted.",
        },
        new()
        {
            Rule = new FileSystemIsEncrypted(),
            About = "efs",
            Passing = [Some.Resource("aws:efs/fileSystem:FileSystem", "files", """{"encrypted": true}""")],
            Failing = [Some.Resource("aws:efs/fileSystem:FileSystem", "files")],
            Message = "files (aws:efs/fileSystem:FileSystem): encrypted is false, expected true. Set Encrypted to true; an existing file system is replaced.",
        },
        new()
        {
            Rule = new SecretHasOwnKey(),
            About = "secret",
            Passing = [Some.Resource("aws:secretsmanager/secret:Secret", "password", """{"kmsKeyId": "key"}""")],
            Failing = [Some.Resource("aws:secretsmanager/secret:Secret", "password")],
            Message = "password (aws:secretsmanager/secret:Secret): kmsKeyId is false, expected true. Set KmsKeyId to the key for secrets.",
        },
        new()
        {
            Rule = new LogIsEncrypted(),
            About = "log",
            Passing = [Some.Resource("aws:cloudwatch/logGroup:LogGroup", "api", """{"kmsKeyId": "key"}""")],
            Failing = [Some.Resource("aws:cloudwatch/logGroup:LogGroup", "api")],
            Message = "api (aws:cloudwatch/logGroup:LogGroup): kmsKeyId is false, expected true. Set KmsKeyId to the key for logs.",
        },
        new()
        {
            Rule = new KeyRotates(),
            About = "kms",
            Passing = [Some.Resource("aws:kms/key:Key", "data", """{"enableKeyRotation": true}""")],
            Failing = [Some.Resource("aws:kms/key:Key", "data")],
            Message = "data (aws:kms/key:Key): enableKeyRotation is false, expected true. Set EnableKeyRotation to true.",
        },
        new()
        {
            Rule = new TopicIsEncrypted(),
            About = "sns",
            Passing = [Some.Resource("aws:sns/topic:Topic", "alarms", """{"kmsMasterKeyId": "key"}""")],
            Failing = [Some.Resource("aws:sns/topic:Topic", "alarms")],
            Message = "alarms (aws:sns/topic:Topic): kmsMasterKeyId is false, expected true. Set KmsMasterKeyId.",
        },
        new()
        {
            Rule = new EntryRequiresModernTls(),
            About = "a listener",
            Passing = [Some.Resource("aws:lb/listener:Listener", "edge", """{"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"}""")],
            Failing = [Some.Resource("aws:lb/listener:Listener", "edge", """{"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-2016-08"}""")],
            Message = "edge (aws:lb/listener:Listener): sslPolicy is 'ELBSecurityPolicy-2016-08', expected a policy of TLS 1.2 or later. Set SslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06.",
        },
        new()
        {
            Rule = new EntryRequiresModernTls(),
            About = "a host of Front Door",
            Passing = [Some.Resource("azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain", "shop", """{"tls": {"minimumVersion": "TLS12"}}""")],
            Failing = [Some.Resource("azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain", "shop", """{"tls": {"minimumVersion": "TLS10"}}""")],
            Message = "shop (azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain): tls.minimumVersion is 'TLS10', expected TLS12 or TLS13. Set Tls.MinimumVersion to TLS12.",
        },
        new()
        {
            Rule = new EntryRequiresModernTls(),
            About = "a storage account",
            Passing = [Some.Resource("azure:storage/account:Account", "files")],
            Failing = [Some.Resource("azure:storage/account:Account", "files", """{"minTlsVersion": "TLS1_0"}""")],
            Message = "files (azure:storage/account:Account): minTlsVersion is 'TLS1_0', expected TLS1_2 or TLS1_3. Set MinTlsVersion to TLS1_2.",
        },
        new()
        {
            Rule = new EntryRequiresModernTls(),
            About = "a gateway",
            Passing = [Some.Resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", "edge", """{"spec": {"listeners": [{"name": "https", "protocol": "HTTPS", "tls": {"mode": "Terminate"}}]}}""")],
            Failing = [Some.Resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", "edge", """{"spec": {"listeners": [{"name": "https", "protocol": "HTTPS"}]}}""")],
            Message = "edge (kubernetes:gateway.networking.k8s.io/v1:Gateway): spec.listeners[0].tls is false, expected true. Give the listener a certificate.",
        },
        new()
        {
            Rule = new EntryRedirectsToTls(),
            About = "a listener",
            Passing = [Some.Resource("aws:lb/listener:Listener", "http", """{"protocol": "HTTP", "defaultActions": [{"type": "redirect", "redirect": {"protocol": "HTTPS"}}]}""")],
            Failing = [Some.Resource("aws:lb/listener:Listener", "http", """{"protocol": "HTTP", "defaultActions": [{"type": "forward"}]}""")],
            Message = "http (aws:lb/listener:Listener): defaultActions answers plain HTTP, expected a redirect to HTTPS. Make the default action a redirect to HTTPS.",
        },
        new()
        {
            Rule = new EntryRedirectsToTls(),
            About = "a route of Front Door",
            Passing = [Some.Resource("azure:cdn/frontdoorRoute:FrontdoorRoute", "shop", """{"supportedProtocols": ["Http", "Https"]}""")],
            Failing = [Some.Resource("azure:cdn/frontdoorRoute:FrontdoorRoute", "shop", """{"supportedProtocols": ["Http", "Https"], "httpsRedirectEnabled": false}""")],
            Message = "shop (azure:cdn/frontdoorRoute:FrontdoorRoute): httpsRedirectEnabled is false, expected true. Set HttpsRedirectEnabled to true.",
        },
        new()
        {
            Rule = new EntryRedirectsToTls(),
            About = "a container app",
            Passing = [Some.Resource("azure:containerapp/app:App", "api", """{"ingress": {"externalEnabled": true, "allowInsecureConnections": false}}""")],
            Failing = [Some.Resource("azure:containerapp/app:App", "api", """{"ingress": {"externalEnabled": true, "allowInsecureConnections": true}}""")],
            Message = "api (azure:containerapp/app:App): ingress.allowInsecureConnections is true, expected false. Set AllowInsecureConnections to false.",
        },
        new()
        {
            Rule = new EntryRedirectsToTls(),
            About = "a gateway",
            Passing =
            [
                Some.Resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", "edge", """{"spec": {"listeners": [{"name": "http", "protocol": "HTTP"}]}}"""),
                Some.Resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "redirect", """{"spec": {"parentRefs": [{"sectionName": "http"}], "rules": [{"filters": [{"type": "RequestRedirect"}]}]}}"""),
            ],
            Failing = [Some.Resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", "edge", """{"spec": {"listeners": [{"name": "http", "protocol": "HTTP"}]}}""")],
            Message = "edge (kubernetes:gateway.networking.k8s.io/v1:Gateway): spec.listeners[0].protocol is 'HTTP' and no HTTPRoute of the listener redirects, expected a redirect to https. Declare an HTTPRoute of that listener with a RequestRedirect filter.",
        },
    ];
}

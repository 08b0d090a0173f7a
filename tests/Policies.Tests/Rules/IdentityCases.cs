using Slipway.Policies.Rules.Identity;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class IdentityCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new PermissionsAreNamed(),
            About = "a policy of a role",
            Passing = [Some.Resource("aws:iam/rolePolicy:RolePolicy", "api", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\", \"ecr:GetAuthorizationToken\"], \"Resource\": \"*\"}, {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::files/*\"}]}"}""")],
            Failing = [Some.Resource("aws:iam/rolePolicy:RolePolicy", "api", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"}""")],
            Message = "api (aws:iam/rolePolicy:RolePolicy): policy[0] allows '*' on resource '*', expected named actions or named resources. Name the actions the role needs, and the resources it needs them on.",
        },
        new()
        {
            Rule = new PermissionsAreNamed(),
            About = "a policy",
            Passing = [Some.Resource("aws:iam/policy:Policy", "api", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}]}"}""")],
            Failing = [Some.Resource("aws:iam/policy:Policy", "api", """{"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"iam:*\"], \"Resource\": [\"*\"]}}"}""")],
            Message = "api (aws:iam/policy:Policy): policy allows 'iam:*' on resource '*', expected named actions or named resources. Name the actions the role needs, and the resources it needs them on.",
        },
        new()
        {
            Rule = new PermissionsAreNamed(),
            About = "an attached policy",
            Passing = [Some.Resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "api", """{"policyArn": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"}""")],
            Failing = [Some.Resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "api", """{"policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}""")],
            Message = "api (aws:iam/rolePolicyAttachment:RolePolicyAttachment): policyArn is 'arn:aws:iam::aws:policy/AdministratorAccess', expected a policy of named actions. Attach a policy of the actions the role needs.",
        },
        new()
        {
            Rule = new RoleIsTakenOnByNamed(),
            About = "role",
            Passing = [Some.Resource("aws:iam/role:Role", "api", """{"assumeRolePolicy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"ecs-tasks.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}"}""")],
            Failing = [Some.Resource("aws:iam/role:Role", "api", """{"assumeRolePolicy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sts:AssumeRole\"}]}"}""")],
            Message = "api (aws:iam/role:Role): assumeRolePolicy[0] lets principal '*' take the role on, expected a named service or account. Name the service or account.",
        },
        new()
        {
            Rule = new KeyIsUsedByNamed(),
            About = "kms",
            Passing = [Some.Resource("aws:kms/key:Key", "data", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}]}"}""")],
            Failing = [Some.Resource("aws:kms/key:Key", "data", """{"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}]}"}""")],
            Message = "data (aws:kms/key:Key): policy[0] lets principal '*' use the key, expected named principals. Name the account, role or service.",
        },
        new()
        {
            Rule = new AccessIsByIdentity(),
            About = "acct",
            Passing = [Some.Resource("azure:storage/account:Account", "files", """{"sharedAccessKeyEnabled": false}""")],
            Failing = [Some.Resource("azure:storage/account:Account", "files")],
            Message = "files (azure:storage/account:Account): sharedAccessKeyEnabled is true, expected false. Set SharedAccessKeyEnabled to false: workloads come by identity.",
        },
    ];
}

using Slipway.Policies.Rules.Secrets;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class SecretCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new SecretIsGivenByReference(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}, "env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}, {"name": "PASSWORD_FILE", "value": "/run/secrets/p"}]}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}, "env": [{"name": "DB_PASSWORD", "value": "hunter2"}]}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0].env[0].value gives 'DB_PASSWORD' as a value, expected a reference to a secret. Mark it secret: slipway:secretEnvironment, or an output of a resource that is secret.",
        },
        new()
        {
            Rule = new SecretIsGivenByReference(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}, \"environment\": [{\"name\": \"PORT\", \"value\": \"80\"}], \"secrets\": [{\"name\": \"API_KEY\", \"valueFrom\": \"arn\"}]}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}, \"environment\": [{\"name\": \"API_KEY\", \"value\": \"x\"}]}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): containerDefinitions[0].environment[0].value gives 'API_KEY' as a value, expected a reference to a secret. Mark it secret: slipway:secretEnvironment, or an output of a resource that is secret.",
        },
        new()
        {
            Rule = new SecretIsGivenByReference(),
            About = "a job of Azure",
            Passing = [Some.Resource("azure:containerapp/job:Job", "seed", """{"revisionMode": "Multiple", "template": {"containers": [{"name": "api", "image": "shop:1.0", "cpu": 0.5, "memory": "1Gi", "envs": [{"name": "TOKEN", "secretName": "token"}]}]}, "secrets": [{"name": "token", "keyVaultSecretId": "id"}]}""")],
            Failing = [Some.Resource("azure:containerapp/job:Job", "seed", """{"revisionMode": "Multiple", "template": {"containers": [{"name": "api", "image": "shop:1.0", "cpu": 0.5, "memory": "1Gi", "envs": [{"name": "TOKEN", "secretName": "token"}]}]}, "secrets": [{"name": "token", "value": "x"}]}""")],
            Message = "seed (azure:containerapp/job:Job): secrets[0].keyVaultSecretId is false, expected true. Keep the secret in Key Vault and refer to it.",
        },
        new()
        {
            Rule = new SecretIsGivenByReference(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}, "envs": ["ACCESS_KEY_ID=abc", "PASSWORD_FILE=/run/secrets/p"]}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}, "envs": ["SECRET=abc"]}""")],
            Message = "api (docker:index/container:Container): envs gives 'SECRET' as a value, expected a reference to a secret. Mark it secret: slipway:secretEnvironment, or an output of a resource that is secret.",
        },
        new()
        {
            Rule = new SecretIsGivenByReference(),
            About = "a function",
            Passing = [Some.Resource("aws:lambda/function:Function", "task", """{"environment": {"variables": {"LEVEL": "info"}}}""")],
            Failing = [Some.Resource("aws:lambda/function:Function", "task", """{"environment": {"variables": {"DB_PASSWORD": "x"}}}""")],
            Message = "task (aws:lambda/function:Function): environment.variables.DB_PASSWORD is given as a value, expected the name of a secret. Mark it secret: slipway:secretEnvironment, or an output of a resource that is secret.",
        },
        new()
        {
            Rule = new ConfigurationHoldsNoKey(),
            About = "cm",
            Passing = [Some.Resource("kubernetes:core/v1:ConfigMap", "settings", """{"data": {"a": "-----BEGIN CERTIFICATE-----"}}""")],
            Failing = [Some.Resource("kubernetes:core/v1:ConfigMap", "settings", """{"data": {"a": "-----BEGIN RSA """ + """PRIVATE KEY-----"}}""")],
            Message = "settings (kubernetes:core/v1:ConfigMap): data holds a private key, expected a reference to a secret. Mark the value secret, and renew the key: it counts as known.",
        },
    ];
}

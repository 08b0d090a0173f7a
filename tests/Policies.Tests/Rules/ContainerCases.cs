using Slipway.Policies.Rules.Containers;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class ContainerCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new ContainerIsNotRoot(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": null, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): securityContext.runAsNonRoot is not set, expected true. Set runAsNonRoot to true.",
        },
        new()
        {
            Rule = new ContainerIsNotRoot(),
            About = "a pod with a user",
            Passing = [Some.Resource("kubernetes:apps/v1:StatefulSet", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": null, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}], "securityContext": {"runAsNonRoot": true}}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:StatefulSet", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}, "runAsUser": 0}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:StatefulSet): spec.template.spec.containers[0].securityContext.runAsUser is 0, expected another user. Set runAsUser to a number other than 0.",
        },
        new()
        {
            Rule = new ContainerIsNotRoot(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"0:0\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): containerDefinitions[0].user is '0:0', expected a number other than 0. Set slipway:containerUser.",
        },
        new()
        {
            Rule = new ContainerIsNotRoot(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Message = "api (docker:index/container:Container): user is not set, expected a user other than root. Give the container's plan a user.",
        },
        new()
        {
            Rule = new ContainerRootIsReadOnly(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": false, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem is false, expected true. Set readOnlyRootFilesystem to true and mount an emptyDir where it writes.",
        },
        new()
        {
            Rule = new ContainerRootIsReadOnly(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": false, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): containerDefinitions[0].readonlyRootFilesystem is false, expected true. Set readonlyRootFilesystem to true and mount a tmpfs where it writes.",
        },
        new()
        {
            Rule = new ContainerRootIsReadOnly(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": false, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Message = "api (docker:index/container:Container): readOnly is false, expected true. Set ReadOnly to true and mount a tmpfs where it writes.",
        },
        new()
        {
            Rule = new ContainerDropsCapabilities(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["NET_RAW"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0].securityContext.capabilities.drop is [NET_RAW], expected ALL among them. Drop ALL, and add the one it needs by name.",
        },
        new()
        {
            Rule = new ContainerDropsCapabilities(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): containerDefinitions[0].linuxParameters drops no capability, expected capabilities.drop [ALL]. Drop ALL, and add the one it needs by name.",
        },
        new()
        {
            Rule = new ContainerDropsCapabilities(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Message = "api (docker:index/container:Container): capabilities is not set, expected drops [ALL]. Drop ALL, and add the one it needs by name.",
        },
        new()
        {
            Rule = new ContainerHasLimits(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0].resources.limits.memory is not set, expected a limit. Give the Score file resources.limits, or set slipway's default size of the target.",
        },
        new()
        {
            Rule = new ContainerHasLimits(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): cpu and memory are not both set, expected both. Give the Score file resources.limits, or set slipway's default size of the target.",
        },
        new()
        {
            Rule = new ContainerHasLimits(),
            About = "a container app",
            Passing = [Some.Resource("azure:containerapp/app:App", "api", """{"revisionMode": "Multiple", "template": {"containers": [{"name": "api", "image": "shop:1.0", "cpu": 0.5, "memory": "1Gi"}]}}""")],
            Failing = [Some.Resource("azure:containerapp/app:App", "api", """{"revisionMode": "Multiple", "template": {"containers": [{"name": "api", "image": "shop:1.0", "cpu": 0.5}]}}""")],
            Message = "api (azure:containerapp/app:App): template.containers[0].cpu and memory are not both set, expected both. Give the Score file resources.limits, or set slipway's default size of the target.",
        },
        new()
        {
            Rule = new ContainerHasLimits(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Message = "api (docker:index/container:Container): memory is 0, expected more than 0. Give the Score file resources.limits, or set slipway's default size of the target.",
        },
        new()
        {
            Rule = new ContainerHasNoPrivileges(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": true, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0].securityContext.privileged is true, expected false. Take privileged away.",
        },
        new()
        {
            Rule = new ContainerHasNoPrivileges(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}, \"privileged\": true}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): containerDefinitions[0].privileged is true, expected false. Take privileged away.",
        },
        new()
        {
            Rule = new ContainerHasNoPrivileges(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Message = "api (docker:index/container:Container): securityOpts is [], expected no-new-privileges:true among them. Add no-new-privileges:true to SecurityOpts.",
        },
        new()
        {
            Rule = new PodHasNoClusterToken(),
            About = "dep",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}], "automountServiceAccountToken": false}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.automountServiceAccountToken is true, expected false. Set automountServiceAccountToken to false.",
        },
        new()
        {
            Rule = new ServiceTakesNoShell(),
            About = "ecs",
            Passing = [Some.Resource("aws:ecs/service:Service", "api")],
            Failing = [Some.Resource("aws:ecs/service:Service", "api", """{"enableExecuteCommand": true}""")],
            Message = "api (aws:ecs/service:Service): enableExecuteCommand is true, expected false. Set EnableExecuteCommand to false.",
        },
    ];
}

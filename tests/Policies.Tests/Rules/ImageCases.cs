using Slipway.Policies.Rules.Images;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class ImageCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new ImageHasVersion(),
            About = "a pod",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "registry:5000/shop", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0].image is 'registry:5000/shop', expected a tag other than latest, or a digest. Set slipway:tag, or the image's own setting.",
        },
        new()
        {
            Rule = new ImageHasVersion(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:latest\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): containerDefinitions[0].image is 'shop:latest', expected a tag other than latest, or a digest. Set slipway:tag, or the image's own setting.",
        },
        new()
        {
            Rule = new ImageHasVersion(),
            About = "a container app",
            Passing = [Some.Resource("azure:containerapp/app:App", "api", """{"revisionMode": "Multiple", "template": {"containers": [{"name": "api", "image": "shop:1.0", "cpu": 0.5, "memory": "1Gi"}]}}""")],
            Failing = [Some.Resource("azure:containerapp/app:App", "api", """{"revisionMode": "Multiple", "template": {"containers": [{"name": "api", "image": "shop", "cpu": 0.5, "memory": "1Gi"}]}}""")],
            Message = "api (azure:containerapp/app:App): template.containers[0].image is 'shop', expected a tag other than latest, or a digest. Set slipway:tag, or the image's own setting.",
        },
        new()
        {
            Rule = new ImageHasVersion(),
            About = "an image of Docker",
            Passing = [Some.Resource("docker:index/remoteImage:RemoteImage", "shop", """{"name": "shop@sha256:0"}""")],
            Failing = [Some.Resource("docker:index/remoteImage:RemoteImage", "shop", """{"name": "shop:latest"}""")],
            Message = "shop (docker:index/remoteImage:RemoteImage): name is 'shop:latest', expected a tag other than latest, or a digest. Set slipway:tag, or the image's own setting.",
        },
        new()
        {
            Rule = new ImageIsPinned(),
            About = "dep",
            Passing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop@sha256:9b2cf573553aaf1b1ab12b1b8b7f3ea7ae1ea3ae2d6c1a80a1a34a28a0a5bb86", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Failing = [Some.Resource("kubernetes:apps/v1:Deployment", "api", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}""")],
            Message = "api (kubernetes:apps/v1:Deployment): spec.template.spec.containers[0].image is 'shop:1.0', expected a digest (@sha256:…). Name the image with its digest: in slipway:images, or the image's own setting.",
        },
        new()
        {
            Rule = new ImageIsScanned(),
            About = "ecr",
            Passing = [Some.Resource("aws:ecr/repository:Repository", "shop", """{"imageScanningConfiguration": {"scanOnPush": true}}""")],
            Failing = [Some.Resource("aws:ecr/repository:Repository", "shop")],
            Message = "shop (aws:ecr/repository:Repository): imageScanningConfiguration is not set, expected scanOnPush true. Set ScanOnPush to true.",
        },
        new()
        {
            Rule = new ImageTagStays(),
            About = "ecr",
            Passing = [Some.Resource("aws:ecr/repository:Repository", "shop", """{"imageTagMutability": "IMMUTABLE"}""")],
            Failing = [Some.Resource("aws:ecr/repository:Repository", "shop")],
            Message = "shop (aws:ecr/repository:Repository): imageTagMutability is 'MUTABLE', expected IMMUTABLE. Set ImageTagMutability to IMMUTABLE.",
        },
    ];
}

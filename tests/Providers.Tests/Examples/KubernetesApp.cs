using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Autoscaling.V2;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Slipway.Providers.Tests.Examples;

/// <summary>A web application in its namespace, and a database with a volume of its own.</summary>
internal static class KubernetesApp
{
    public static void Declare()
    {
        var labels = new InputMap<string> { { "app", "web" } };
        var space = new Namespace("web", new NamespaceArgs { Metadata = new ObjectMetaArgs { Labels = { ["pod-security.kubernetes.io/enforce"] = "restricted" } } });
        var metadata = new ObjectMetaArgs { Namespace = space.Metadata.Apply(meta => meta.Name), Labels = labels };
        var secret = new Secret("web", new SecretArgs { Metadata = metadata, StringData = { { "password", "p" } } });
        var deployment = new Deployment("web", new DeploymentArgs
        {
            Metadata = metadata,
            Spec = new DeploymentSpecArgs
            {
                Replicas = 2,
                Selector = new LabelSelectorArgs { MatchLabels = labels },
                Template = new PodTemplateSpecArgs
                {
                    Metadata = new ObjectMetaArgs { Labels = labels },
                    Spec = new PodSpecArgs
                    {
                        AutomountServiceAccountToken = false,
                        Containers =
                        {
                            new ContainerArgs
                            {
                                Name = "web",
                                Image = "nginx",
                                Ports = { new ContainerPortArgs { ContainerPortValue = 8080 } },
                                Resources = new ResourceRequirementsArgs { Limits = { ["memory"] = "128Mi" } },
                                ReadinessProbe = new ProbeArgs { HttpGet = new HTTPGetActionArgs { Path = "/healthz", Port = 8080 } },
                                SecurityContext = new SecurityContextArgs { RunAsNonRoot = true, Capabilities = new CapabilitiesArgs { Drop = { "ALL" } } },
                                Env =
                                {
                                    new EnvVarArgs
                                    {
                                        Name = "PASSWORD",
                                        ValueFrom = new EnvVarSourceArgs
                                        {
                                            SecretKeyRef = new SecretKeySelectorArgs { Name = secret.Metadata.Apply(meta => meta.Name), Key = "password" },
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        });
        _ = new Service("web", new ServiceArgs
        {
            Spec = new ServiceSpecArgs { Selector = labels, Type = "ClusterIP", Ports = { new ServicePortArgs { Port = 80, TargetPort = 8080 } } },
        });
        _ = new HorizontalPodAutoscaler("web", new HorizontalPodAutoscalerArgs
        {
            Spec = new HorizontalPodAutoscalerSpecArgs
            {
                MaxReplicas = 4,
                ScaleTargetRef = new CrossVersionObjectReferenceArgs { ApiVersion = deployment.ApiVersion, Kind = deployment.Kind, Name = deployment.Metadata.Apply(meta => meta.Name) },
            },
        });
        _ = new PodDisruptionBudget("web", new PodDisruptionBudgetArgs
        {
            Spec = new PodDisruptionBudgetSpecArgs { MinAvailable = "50%", Selector = new LabelSelectorArgs { MatchLabels = labels } },
        });
        _ = new NetworkPolicy("web", new NetworkPolicyArgs
        {
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = new LabelSelectorArgs { MatchLabels = labels },
                PolicyTypes = { "Ingress" },
                Ingress = { new NetworkPolicyIngressRuleArgs { Ports = { new NetworkPolicyPortArgs { Port = 8080, Protocol = "TCP" } } } },
            },
        });
        _ = new StatefulSet("db", new StatefulSetArgs
        {
            Spec = new StatefulSetSpecArgs
            {
                ServiceName = "db",
                Selector = new LabelSelectorArgs { MatchLabels = { ["app"] = "db" } },
                Template = new PodTemplateSpecArgs
                {
                    Metadata = new ObjectMetaArgs { Labels = { ["app"] = "db" } },
                    Spec = new PodSpecArgs { Containers = { new ContainerArgs { Name = "db", Image = "postgres" } } },
                },
                VolumeClaimTemplates =
                {
                    new PersistentVolumeClaimArgs
                    {
                        Metadata = new ObjectMetaArgs { Name = "data" },
                        Spec = new PersistentVolumeClaimSpecArgs
                        {
                            AccessModes = { "ReadWriteOnce" },
                            Resources = new VolumeResourceRequirementsArgs { Requests = { ["storage"] = "10Gi" } },
                        },
                    },
                },
            },
        });
        _ = new Pulumi.Kubernetes.ApiExtensions.CustomResource("web", new HttpRouteArgs { Metadata = metadata, Spec = new HttpRouteSpecArgs { Hostnames = { "web.example" } } });
    }
}

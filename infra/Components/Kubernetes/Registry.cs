using System.Text;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>How images are pulled: the cluster brings its registry, this brings the key to it, if one is needed.</summary>
public sealed class Registry : ComponentResource
{
    public Registry(string name, Cluster cluster, RegistrySettings settings)
        : base("slipway:kubernetes:Registry", name, new ComponentResourceOptions { Parent = cluster })
    {
        if (settings.PullSecret.Length > 0)
            PullSecret = Output.Create(settings.PullSecret);
        else if (settings.Password is { } password)
        {
            var objectName = "registry-credentials";
            var secret = new Secret($"{name}-credentials", new SecretArgs
            {
                Metadata = cluster.Metadata(objectName, name),
                Type = "kubernetes.io/dockerconfigjson",
                StringData = { { ".dockerconfigjson", password.Apply(word => DockerConfiguration(settings, word)) } },
            }, cluster.ChildOf(this));
            PullSecret = Cluster.NameOf(secret, objectName);
        }
        RegisterOutputs();
    }

    /// <summary>The secret images are pulled with; null where none is needed.</summary>
    public Output<string>? PullSecret { get; }

    private static string DockerConfiguration(RegistrySettings settings, string password) => new JObject
    {
        ["auths"] = new JObject
        {
            [settings.Server] = new JObject
            {
                ["username"] = settings.User,
                ["password"] = password,
                ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{password}")),
            },
        },
    }.ToString();
}

using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Slipway.Providers.Tests.Examples;

/// <summary>A web server on a machine reached by ssh.</summary>
internal static class DockerApp
{
    public static void Declare()
    {
        var host = new Provider("host", new ProviderArgs { Host = "ssh://deploy@host" });
        var options = new CustomResourceOptions { Provider = host };
        var network = new Network("front", new NetworkArgs { Driver = "bridge", Internal = true }, options);
        var image = new RemoteImage("nginx", new RemoteImageArgs { Name = "nginx:1.27", KeepLocally = true }, options);
        _ = new Container("web", new ContainerArgs
        {
            Image = image.ImageId,
            Memory = 256,
            Restart = "unless-stopped",
            ReadOnly = true,
            SecurityOpts = { "no-new-privileges:true" },
            LogDriver = "json-file",
            LogOpts = { ["max-size"] = "10m" },
            NetworksAdvanced = { new ContainerNetworksAdvancedArgs { Name = network.Name, Aliases = { "web" } } },
            Ports = { new ContainerPortArgs { Internal = 80, External = 8080 } },
            Healthcheck = new ContainerHealthcheckArgs { Tests = { "CMD", "true" }, Interval = "10s" },
            Uploads = { new ContainerUploadArgs { File = "/etc/nginx/nginx.conf", Content = "events {}" } },
        }, options);
    }
}

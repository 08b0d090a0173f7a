using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// The images on the host: pulled, loaded from a bundle beforehand, or built from the checkout. Docker pulls only what it
/// does not have under that name, so on a host without internet nothing is asked for.
/// </summary>
public sealed class Registry : ComponentResource
{
    private readonly DockerSettings _settings;
    private readonly Dictionary<string, Image> _images = new(StringComparer.Ordinal);

    public Registry(string name, DockerSettings settings, ComponentResourceOptions? options = null)
        : base("slipway:docker:Registry", name, options)
    {
        _settings = settings;
        RegisterOutputs();
    }

    /// <summary>An image under its name, once however many containers run it.</summary>
    public Image Image(string reference)
    {
        if (_images.TryGetValue(reference, out var known))
            return known;
        var image = new RemoteImage($"image-{NameOf(reference)}", new RemoteImageArgs { Name = reference, KeepLocally = true }, new CustomResourceOptions { Parent = this });
        // A container runs the id, not the name: a name that means another image tomorrow changes nothing until asked to.
        return _images[reference] = new Image(reference, image.ImageId);
    }

    /// <summary>An image built from the checkout, on the daemon's machine; again when the sources change.</summary>
    public Image Build(ImageBuild build)
    {
        var project = System.IO.Path.GetFileNameWithoutExtension(build.Project);
        var reference = $"{_settings.Prefix}-{project.ToLowerInvariant()}:{build.Hash}";
        if (_images.TryGetValue(reference, out var known))
            return known;
        var image = new RemoteImage($"image-{project.ToLowerInvariant()}", new RemoteImageArgs
        {
            Name = reference,
            Build = new RemoteImageBuildArgs
            {
                Context = build.Context,
                Dockerfile = build.Dockerfile,
                BuildArgs = { ["PROJECT"] = project, ["VERSION"] = build.Hash },
                Remove = true,
            },
            Triggers = { ["sources"] = build.Hash },
            KeepLocally = true,
        }, new CustomResourceOptions { Parent = this });
        return _images[reference] = new Image(reference, image.ImageId);
    }

    private static string NameOf(string reference)
    {
        var name = reference.Split('@')[0];
        return name[(name.LastIndexOf('/') + 1)..].Replace(':', '-');
    }
}

namespace Slipway.Infra.Components.Docker;

/// <summary>How a container takes a variable with a secret in it. What Docker is given as a variable, <c>docker inspect</c> shows.</summary>
public enum SecretDelivery
{
    /// <summary>The image's entrypoint reads each file in <c>/run/secrets</c> as the variable of its name, as those of apps/Dockerfile do.</summary>
    Entrypoint,

    /// <summary>A line of shell reads the files and then becomes the command.</summary>
    Shell,

    /// <summary>The variable <c>NAME_FILE</c> says where the value is, as official images of databases take it.</summary>
    File,

    /// <summary>The variable itself, for an image that knows nothing else; whoever may use Docker on the host can read it.</summary>
    Environment,
}

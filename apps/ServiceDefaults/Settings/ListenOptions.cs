using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Slipway.ServiceDefaults;

/// <summary>Where the service listens: <c>HOST</c> and <c>PORT</c>.</summary>
internal sealed class ListenOptions : IValidatableObject
{
    /// <summary>An address of this machine; <c>0.0.0.0</c> or <c>::</c> in a container.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>0 lets the system choose.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    public IPAddress Address => Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host != "localhost" && !IPAddress.TryParse(Host, out _))
            yield return new($"is '{Host}', expected an IP address such as 127.0.0.1 or 0.0.0.0. Set HOST.", [nameof(Host)]);
    }
}

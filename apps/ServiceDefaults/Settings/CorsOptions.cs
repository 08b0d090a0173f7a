using System.ComponentModel.DataAnnotations;

namespace Slipway.ServiceDefaults;

/// <summary>Which web pages may call this service from a browser.</summary>
internal sealed class CorsOptions : IValidatableObject
{
    /// <summary>Origins such as <c>https://console.example.com</c>. None by default; in Development pages of this machine may call.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var origin in Origins)
        {
            if (Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.GetLeftPart(UriPartial.Authority) == origin) continue;
            yield return new($"has '{origin}', expected scheme, host and port only, such as https://console.example.com. Set Cors__Origins.", [nameof(Origins)]);
        }
    }
}

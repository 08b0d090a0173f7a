using System.ComponentModel.DataAnnotations;
using Slipway.ServiceDefaults;

namespace Slipway.InboxHealth.Probes;

/// <summary>The chat platform's API, section <c>ChatRace</c> of the configuration.</summary>
public sealed class ChatRaceOptions : IValidatableObject
{
    /// <summary>Its address.</summary>
    [Required]
    public Uri? ApiUrl { get; init; }

    /// <summary>What is sent as <c>X-ACCESS-TOKEN</c>.</summary>
    [Secret]
    [Required]
    public string? Token { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ApiUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return new($"is '{ApiUrl}', expected an address such as https://chat.example.com/api. Set ChatRace__ApiUrl.", [nameof(ApiUrl)]);
    }
}

using System.ComponentModel.DataAnnotations;

namespace Slipway.InboxHealth.Probes;

/// <summary>How often and how patiently everything is looked at, section <c>Probes</c> of the configuration.</summary>
public sealed class ProbesOptions : IValidatableObject
{
    /// <summary>
    /// Seconds between the starts of two looks. Not 30: what fails right after a look would be found by the next one only
    /// after those 30 s, and seen later still. See docs/decisions.
    /// </summary>
    [Range(1.0, 300.0)]
    public double IntervalSeconds { get; init; } = 15;

    /// <summary>Seconds after which a look counts as failed.</summary>
    [Range(0.1, 60.0)]
    public double TimeoutSeconds { get; init; } = 5;

    /// <summary>How many days before its end a token counts as about to expire.</summary>
    [Range(1, 90)]
    public int ExpiringWithinDays { get; init; } = 7;

    public TimeSpan Interval => TimeSpan.FromSeconds(IntervalSeconds);

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TimeoutSeconds >= IntervalSeconds)
            yield return new($"is {TimeoutSeconds}, expected less than IntervalSeconds ({IntervalSeconds}): a look must have ended before the next. Set Probes__TimeoutSeconds.", [nameof(TimeoutSeconds)]);
    }
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Slipway.ServiceDefaults;

namespace Slipway.Downloads;

/// <summary>Behaviour of the service, section <c>Downloads</c> of the configuration.</summary>
public sealed class DownloadsOptions : IValidatableObject
{
    /// <summary>How long the simulated preparation takes: seconds, or a range such as <c>10-120</c>. Load tests set 0.</summary>
    [Required]
    public string PreparationSeconds { get; init; } = "10-120";

    /// <summary>Jobs one worker prepares at the same time.</summary>
    [Range(1, 256)]
    public int Concurrency { get; init; } = 4;

    /// <summary>Attempts before a job counts as failed.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long a worker may be silent before its jobs are given to another.</summary>
    [Range(2, 3600)]
    public int LeaseSeconds { get; init; } = 30;

    /// <summary>How often a worker renews its leases; also the longest a cancellation waits when its notification is lost.</summary>
    [Range(0.1, 60)]
    public double HeartbeatSeconds { get; init; } = 1;

    /// <summary>How often the queue is looked at when nothing woke the worker.</summary>
    [Range(0.1, 60)]
    public double PollSeconds { get; init; } = 2;

    /// <summary>Pause before the second attempt; it doubles from there.</summary>
    [Range(0.01, 600)]
    public double RetrySeconds { get; init; } = 2;

    /// <summary>Longest pause between two attempts.</summary>
    [Range(0.01, 3600)]
    public double MaxRetrySeconds { get; init; } = 60;

    /// <summary>How long running jobs may go on after SIGTERM before they are handed back. Shorter than the stop timeout.</summary>
    [Range(0, 600)]
    public double DrainSeconds { get; init; } = 15;

    /// <summary>How long an address in a result stays valid.</summary>
    [Range(1, 10080)]
    public int UrlMinutes { get; init; } = 15;

    /// <summary>How long a finished job is kept.</summary>
    [Range(0.0001, 8760)]
    public double KeepHours { get; init; } = 24;

    /// <summary>What clients are told to wait between two looks at the status.</summary>
    [Range(1, 300)]
    public int PollAdviceSeconds { get; init; } = 5;

    /// <summary>Pause between two signs of life on an event stream.</summary>
    [Range(0.1, 300)]
    public double EventHeartbeatSeconds { get; init; } = 15;

    /// <summary>
    /// Encrypts the signing secrets of webhooks where they are stored: at least 32 characters, the same in the API and in
    /// the worker. Without it they use a key that <c>migrate</c> makes and keeps in the bucket.
    /// </summary>
    [Secret]
    [MinLength(32, ErrorMessage = "at least 32 characters")]
    public string? WebhookKey { get; init; }

    /// <summary>Whether callbacks may go to loopback and private addresses, and over plain http. For tests and laptops only.</summary>
    public bool AllowPrivateWebhooks { get; init; }

    /// <summary>Attempts to deliver one callback.</summary>
    [Range(1, 100)]
    public int WebhookAttempts { get; init; } = 8;

    /// <summary>Patience with one callback's receiver.</summary>
    [Range(0.1, 120)]
    public double WebhookTimeoutSeconds { get; init; } = 10;

    /// <summary>The preparation time's shortest and longest value.</summary>
    public (double Shortest, double Longest) Preparation => TryPreparation(out var range)
        ? range
        : throw new InvalidOperationException($"Downloads:PreparationSeconds is '{PreparationSeconds}', expected seconds or a range such as '10-120'.");

    /// <summary>What a client is told before a worker knows better.</summary>
    public int TypicalSeconds => (int)Math.Ceiling((Preparation.Shortest + Preparation.Longest) / 2);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TryPreparation(out _))
            yield return new ValidationResult($"is '{PreparationSeconds}', expected seconds from 0 to 3600 or a range such as '10-120'. Set Downloads__PreparationSeconds.", [nameof(PreparationSeconds)]);
        if (HeartbeatSeconds * 2 > LeaseSeconds)
            yield return new ValidationResult($"is {HeartbeatSeconds}, expected at most half of LeaseSeconds ({LeaseSeconds}). Set Downloads__HeartbeatSeconds.", [nameof(HeartbeatSeconds)]);
    }

    private bool TryPreparation(out (double Shortest, double Longest) range)
    {
        var parts = PreparationSeconds.Split('-', 2, StringSplitOptions.TrimEntries);
        range = default;
        if (!TrySeconds(parts[0], out var shortest) || !TrySeconds(parts[^1], out var longest) || longest < shortest) return false;
        range = (shortest, longest);
        return true;
    }

    private static bool TrySeconds(string text, out double seconds) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) && seconds <= 3600;
}

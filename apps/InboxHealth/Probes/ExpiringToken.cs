using System.ComponentModel;

namespace Slipway.InboxHealth.Probes;

/// <summary>A Google OAuth token that is about to expire, or has.</summary>
public sealed record ExpiringToken(
    string BusinessId,
    [property: Description("The first letter and the domain: enough for whoever knows the user, not to find out who it is")] string UserEmail,
    DateTimeOffset ExpiresAt)
{
    public static ExpiringToken Of(string businessId, string userEmail, DateTime expiresAt) =>
        new(businessId, Mask(userEmail), new DateTimeOffset(expiresAt, TimeSpan.Zero));

    private static string Mask(string email) => email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{email[0]}***{email[at..]}" : "***";
}

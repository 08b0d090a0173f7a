using Slipway.Servers;

namespace Slipway.InboxHealth.Tests;

public sealed class SettingsTests
{
    [Fact]
    public async Task Every_wrong_setting_is_reported_at_once_and_no_secret_is_shown()
    {
        var (code, _, errors) = await ServiceProcess.RunAsync(typeof(InboxHealthService).Assembly.Location, ["serve"], new Dictionary<string, string>
        {
            ["Probes__TimeoutSeconds"] = "20",
            ["ChatRace__ApiUrl"] = "ftp://chat.example.com",
            ["ChatRace__Token"] = "the token itself",
            ["Woodstock__Host"] = "127.0.0.1",
            ["Woodstock__Port"] = "0",
            ["Woodstock__Name"] = "inbox",
            ["Vapi__WebhookSecret"] = "too short",
        });

        Assert.Equal(2, code);
        Assert.Equal("""
            inbox-health: Probes:TimeoutSeconds is 20, expected less than IntervalSeconds (15): a look must have ended before the next. Set Probes__TimeoutSeconds.
            inbox-health: ChatRace:ApiUrl is 'ftp://chat.example.com/', expected an address such as https://chat.example.com/api. Set ChatRace__ApiUrl.
            inbox-health: Woodstock:Port is '0', expected 1 to 65535. Set Woodstock__Port.
            inbox-health: Woodstock:Username is missing. Set Woodstock__Username.
            inbox-health: Vapi:WebhookSecret is not usable (its value is secret), expected at least 16 characters. Set Vapi__WebhookSecret.

            """, errors);
    }
}

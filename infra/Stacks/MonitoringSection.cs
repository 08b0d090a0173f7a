using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Infra.Components;
using Slipway.Infra.Monitoring;

namespace Slipway.Infra.Stacks;

/// <summary>The settings of monitoring, <c>slipway:monitoring</c> and <c>slipway:slackWebhook</c>, which every target has.</summary>
internal static partial class MonitoringSection
{
    private const string Section = "monitoring";

    public static MonitoringSettings Read(SettingsReader reader)
    {
        var given = reader.Scalars(Section);
        var thresholds = new Thresholds();
        foreach (var (key, text) in given)
        {
            void Problem(string expected) => reader.Problem($"slipway:{Section}.{key} is '{text}', expected {expected}");
            switch (key)
            {
                case "slo" when Percent(text) is >= 50 and < 100 and { } percent:
                    thresholds = thresholds with { Slo = percent };
                    break;
                case "slo":
                    Problem("the percentage of requests that must succeed, from 50 to below 100, such as 99.9");
                    break;
                case "latency" when Milliseconds(text) is { } milliseconds:
                    thresholds = thresholds with { Latency = TimeSpan.FromMilliseconds(milliseconds) };
                    break;
                case "latency":
                    Problem("how long 95 of 100 requests may take at most, such as 500ms or 2s");
                    break;
                case "errorPercent" when Percent(text) is > 0 and <= 100 and { } percent:
                    thresholds = thresholds with { ErrorPercent = percent };
                    break;
                case "errorPercent":
                    Problem("the percentage of requests that may fail over five minutes, above 0 and up to 100");
                    break;
                case "leastRequests" when Whole(text) is >= 1 and <= 1_000_000 and { } count:
                    thresholds = thresholds with { LeastRequests = count };
                    break;
                case "leastRequests":
                    Problem("the number of requests below which a ratio says nothing, from 1 to 1000000");
                    break;
                case "diskFreePercent" when Whole(text) is >= 1 and <= 90 and { } percent:
                    thresholds = thresholds with { DiskFreePercent = percent };
                    break;
                case "diskFreePercent":
                    Problem("the percentage of a disk that must be free, from 1 to 90");
                    break;
                case "connectionPercent" when Whole(text) is >= 1 and <= 100 and { } percent:
                    thresholds = thresholds with { ConnectionPercent = percent };
                    break;
                case "connectionPercent":
                    Problem("the percentage of PostgreSQL's connections that may be in use, from 1 to 100");
                    break;
                case "certificateDays" when Whole(text) is >= 1 and <= 365 and { } days:
                    thresholds = thresholds with { CertificateDays = days };
                    break;
                case "certificateDays":
                    Problem("how many days before its end a certificate must have been renewed, from 1 to 365");
                    break;
                case "backupHours" when Whole(text) is >= 1 and <= 8760 and { } hours:
                    thresholds = thresholds with { BackupHours = hours };
                    break;
                case "backupHours":
                    Problem("how many hours old the latest backup may be, from 1 to 8760");
                    break;
                case "runbooks" when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps:
                    thresholds = thresholds with { Runbooks = text };
                    break;
                case "runbooks":
                    Problem("the https address that paths of runbooks are put behind, such as https://git.example.com/team/platform/blob/main");
                    break;
                default:
                    reader.Problem($"slipway:{Section}.{key} is unknown, expected one of: slo, latency, errorPercent, leastRequests, diskFreePercent, connectionPercent, certificateDays, backupHours, runbooks");
                    break;
            }
        }
        return new MonitoringSettings(thresholds, reader.Secret("slackWebhook"));
    }

    private static decimal? Percent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static int? Milliseconds(string text) =>
        Duration().Match(text) is { Success: true } match && Whole(match.Groups[1].Value) is > 0 and <= 600_000 and { } count
            ? count * (match.Groups[2].Value == "s" ? 1000 : 1)
            : null;

    [GeneratedRegex(@"^([0-9]{1,6})(ms|s)\z")]
    private static partial Regex Duration();
}

using Pulumi;
using Slipway.Infra.Monitoring;

namespace Slipway.Infra.Components;

/// <summary>When somebody is told, and by what.</summary>
/// <param name="SlackWebhook">The address of a Slack-compatible webhook, a secret; null where alerts are kept for reading.</param>
public sealed record MonitoringSettings(Thresholds Thresholds, Output<string>? SlackWebhook);

using System.Collections.Immutable;
using Pulumi;
using AppInsights = Pulumi.Azure.AppInsights;
using AppInsightsInputs = Pulumi.Azure.AppInsights.Inputs;
using Monitor = Pulumi.Azure.Monitoring;
using MonitorInputs = Pulumi.Azure.Monitoring.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class MonitoringArgs : ResourceArgs
{
    public required ImmutableArray<string> Emails { get; init; }

    /// <summary>Where alerts are posted to; null for nowhere.</summary>
    public required Output<string>? Webhook { get; init; }

    public required Logs Logs { get; init; }

    /// <summary>What is watched by its figures.</summary>
    public required ImmutableArray<Watched> Watched { get; init; }

    /// <summary>Public addresses that must answer, by the workload behind them.</summary>
    public required ImmutableSortedDictionary<string, Output<string>> Addresses { get; init; }

    /// <summary>From where they are tried.</summary>
    public required ImmutableArray<string> ProbeLocations { get; init; }
}

/// <summary>A resource and the rules about its figures.</summary>
/// <param name="Name">Names its alerts, such as the workload's name.</param>
/// <param name="Namespace">The kind of resource, as Azure Monitor calls it.</param>
public sealed record Watched(string Name, Output<string> Id, string Namespace, ImmutableArray<MetricRule> Rules);

/// <summary>Alerts: on figures, on logs, and on whether public addresses answer from outside; all of them told to one group.</summary>
public sealed class Monitoring : ComponentResource
{
    private readonly Foundation _foundation;
    private readonly MonitoringArgs _args;
    private readonly Monitor.ActionGroup _group;

    public Monitoring(string name, Foundation foundation, MonitoringArgs args)
        : base("slipway:azure:Monitoring", name, foundation.Part)
    {
        _foundation = foundation;
        _args = args;
        var group = new Monitor.ActionGroupArgs
        {
            Name = foundation.Names.Of("alerts"),
            ResourceGroupName = foundation.GroupName,
            ShortName = foundation.Names.Label,
            Tags = foundation.Tags,
        };
        foreach (var (email, index) in args.Emails.Select((email, index) => (email, index)))
            group.EmailReceivers.Add(new MonitorInputs.ActionGroupEmailReceiverArgs { Name = $"email-{index + 1}", EmailAddress = email, UseCommonAlertSchema = true });
        if (args.Webhook is { } webhook)
            group.WebhookReceivers.Add(new MonitorInputs.ActionGroupWebhookReceiverArgs { Name = "webhook", ServiceUri = webhook, UseCommonAlertSchema = true });
        _group = new Monitor.ActionGroup($"{name}-group", group, new CustomResourceOptions { Parent = this });

        foreach (var watched in args.Watched)
        {
            foreach (var rule in watched.Rules)
                Alert(watched, rule);
        }
        foreach (var rule in QueryRule.All)
            Alert(rule);
        foreach (var (workload, address) in args.Addresses)
            Try(workload, address);
        RegisterOutputs();
    }

    private void Alert(Watched watched, MetricRule rule)
    {
        var criteria = new MonitorInputs.MetricAlertCriteriaArgs
        {
            MetricNamespace = watched.Namespace,
            MetricName = rule.Metric,
            Aggregation = rule.Aggregation,
            Operator = rule.Operator,
            Threshold = rule.Threshold,
            // A new resource has no figures yet, and Azure would refuse a rule about them.
            SkipMetricValidation = true,
        };
        if (rule.Only is { } only)
            criteria.Dimensions.Add(new MonitorInputs.MetricAlertCriteriaDimensionArgs { Name = only.Name, Operator = "Include", Values = { only.Value } });
        var name = $"{watched.Name}-{rule.Name}";
        _ = new Monitor.MetricAlert($"alert-{name}", new Monitor.MetricAlertArgs
        {
            Name = _foundation.Names.Of(name, 120),
            ResourceGroupName = _foundation.GroupName,
            Scopes = { watched.Id },
            Description = Describe(rule.Meaning, rule.Name),
            Severity = rule.Severity,
            Frequency = "PT1M",
            WindowSize = rule.Window,
            AutoMitigate = true,
            Criterias = { criteria },
            Actions = { new MonitorInputs.MetricAlertActionArgs { ActionGroupId = _group.Id } },
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
    }

    private void Alert(QueryRule rule) =>
        _ = new Monitor.ScheduledQueryRulesAlertV2($"alert-{rule.Name}", new Monitor.ScheduledQueryRulesAlertV2Args
        {
            Name = _foundation.Names.Of(rule.Name, 120),
            ResourceGroupName = _foundation.GroupName,
            Location = _foundation.Location,
            Scopes = _args.Logs.WorkspaceId,
            DisplayName = rule.Name,
            Description = Describe(rule.Meaning, rule.Name),
            Severity = rule.Severity,
            EvaluationFrequency = "PT5M",
            WindowDuration = "PT15M",
            AutoMitigationEnabled = true,
            // The tables come with the first line written to them.
            SkipQueryValidation = true,
            Criterias =
            {
                new MonitorInputs.ScheduledQueryRulesAlertV2CriteriaArgs
                {
                    Query = rule.Query,
                    TimeAggregationMethod = "Count",
                    Operator = "GreaterThan",
                    Threshold = rule.Threshold,
                    FailingPeriods = new MonitorInputs.ScheduledQueryRulesAlertV2CriteriaFailingPeriodsArgs
                    {
                        NumberOfEvaluationPeriods = 1,
                        MinimumFailingPeriodsToTriggerAlert = 1,
                    },
                },
            },
            Action = new MonitorInputs.ScheduledQueryRulesAlertV2ActionArgs { ActionGroups = { _group.Id } },
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });

    private void Try(string workload, Output<string> address)
    {
        var test = new AppInsights.StandardWebTest($"{workload}-reachable", new AppInsights.StandardWebTestArgs
        {
            Name = _foundation.Names.Of($"{workload}-reachable", 120),
            ResourceGroupName = _foundation.GroupName,
            Location = _foundation.Location,
            ApplicationInsightsId = _args.Logs.InsightsId,
            GeoLocations = _args.ProbeLocations,
            Frequency = 300,
            Timeout = 30,
            Enabled = true,
            RetryEnabled = true,
            Request = new AppInsightsInputs.StandardWebTestRequestArgs { Url = address, HttpVerb = "GET", FollowRedirectsEnabled = true },
            ValidationRules = new AppInsightsInputs.StandardWebTestValidationRulesArgs
            {
                ExpectedStatusCode = 200,
                SslCheckEnabled = true,
                SslCertRemainingLifetime = 14,
            },
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        _ = new Monitor.MetricAlert($"alert-{workload}-unreachable", new Monitor.MetricAlertArgs
        {
            Name = _foundation.Names.Of($"{workload}-unreachable", 120),
            ResourceGroupName = _foundation.GroupName,
            Scopes = { test.Id, _args.Logs.InsightsId },
            Description = Describe($"The public address of '{workload}' does not answer, or its certificate ends within two weeks.", "unreachable"),
            Severity = 0,
            Frequency = "PT1M",
            WindowSize = "PT15M",
            AutoMitigate = true,
            ApplicationInsightsWebTestLocationAvailabilityCriteria = new MonitorInputs.MetricAlertApplicationInsightsWebTestLocationAvailabilityCriteriaArgs
            {
                WebTestId = test.Id,
                ComponentId = _args.Logs.InsightsId,
                FailedLocationCount = Math.Min(2, _args.ProbeLocations.Length),
            },
            Actions = { new MonitorInputs.MetricAlertActionArgs { ActionGroupId = _group.Id } },
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
    }

    private static string Describe(string meaning, string anchor) => $"{meaning} Runbook: docs/RUNBOOKS/azure.md#{anchor}";
}

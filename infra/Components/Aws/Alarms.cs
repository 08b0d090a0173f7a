using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.CloudWatch.Inputs;
using Pulumi.Aws.Sns;

namespace Slipway.Infra.Components.Aws;

/// <summary>Figures that must not pass a limit, and who is told when they do. Every alarm names the page that says what to do.</summary>
public sealed class Alarms : ComponentResource
{
    private const string Runbook = "docs/RUNBOOKS/aws.md";

    private readonly Output<string> _topic;

    public Alarms(string name, AwsSettings settings, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:Alarms", name, options)
    {
        var topic = new Topic(name, new TopicArgs { DisplayName = $"{settings.Labels.Project} {settings.Stack}", KmsMasterKeyId = keys.Logs.Arn }, Child);
        var policy = new TopicPolicy(name, new TopicPolicyArgs
        {
            Arn = topic.Arn,
            Policy = PolicyStatement.Document(
                PolicyStatement.DenyPlainHttp("sns:Publish", topic.Arn),
                new PolicyStatement
                {
                    Sid = "TellOfAlarms",
                    Actions = ["sns:Publish"],
                    Resources = [topic.Arn],
                    Principals = [PolicyPrincipal.Service("cloudwatch.amazonaws.com"), PolicyPrincipal.Service("events.rds.amazonaws.com")],
                    Conditions = [new("StringEquals", "aws:SourceAccount", settings.Account)],
                }),
        }, Child);
        foreach (var address in settings.AlertEmails)
            _ = new TopicSubscription($"{name}-{address}", new TopicSubscriptionArgs { Topic = topic.Arn, Protocol = "email", Endpoint = address }, Child);
        _topic = topic.Arn;
        Ready = policy;
        RegisterOutputs();
    }

    /// <summary>Where alarms are told.</summary>
    public Output<string> Topic => _topic;

    /// <summary>The topic takes what is told.</summary>
    public Resource Ready { get; }

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>Tells when a figure passes a limit.</summary>
    public void When(string name, string section, string what, Figure figure, Limit limit)
    {
        var args = Args(section, what, limit);
        args.Namespace = figure.Namespace;
        args.MetricName = figure.Metric;
        args.Dimensions = figure.Dimensions;
        args.Period = limit.Period;
        // Percentiles are a statistic of their own kind.
        if (figure.Statistic.StartsWith('p'))
            args.ExtendedStatistic = figure.Statistic;
        else
            args.Statistic = figure.Statistic;
        _ = new MetricAlarm(name, args, Child);
    }

    /// <summary>Tells when what is reckoned from two figures, <c>a</c> and <c>b</c>, passes a limit.</summary>
    public void When(string name, string section, string what, string expression, Figure a, Figure b, Limit limit)
    {
        var args = Args(section, what, limit);
        args.MetricQueries.Add(new MetricAlarmMetricQueryArgs { Id = "value", Expression = expression, Label = what, ReturnData = true });
        args.MetricQueries.Add(Query("a", a, limit));
        args.MetricQueries.Add(Query("b", b, limit));
        _ = new MetricAlarm(name, args, Child);
    }

    private MetricAlarmArgs Args(string section, string what, Limit limit) => new()
    {
        AlarmDescription = $"{what}. Runbook: {Runbook}#{section}",
        ComparisonOperator = limit.IsLeast ? "LessThanThreshold" : "GreaterThanThreshold",
        Threshold = limit.Value,
        EvaluationPeriods = limit.Periods,
        DatapointsToAlarm = limit.Periods,
        TreatMissingData = "notBreaching",
        AlarmActions = { _topic },
        OkActions = { _topic },
    };

    private static MetricAlarmMetricQueryArgs Query(string id, Figure figure, Limit limit) => new()
    {
        Id = id,
        ReturnData = false,
        Metric = new MetricAlarmMetricQueryMetricArgs
        {
            Namespace = figure.Namespace,
            MetricName = figure.Metric,
            Dimensions = figure.Dimensions,
            Period = limit.Period,
            Stat = figure.Statistic,
        },
    };
}

/// <summary>A figure of CloudWatch.</summary>
/// <param name="Statistic">Such as <c>Average</c>, <c>Sum</c> or <c>p95</c>.</param>
public sealed record Figure(string Namespace, string Metric, string Statistic, InputMap<string> Dimensions);

/// <summary>How long a figure may be beyond what.</summary>
/// <param name="Periods">How many periods in a row.</param>
/// <param name="Period">Seconds of a period.</param>
/// <param name="IsLeast">Whether falling below is what matters.</param>
public sealed record Limit(double Value, int Periods, int Period = 60, bool IsLeast = false);

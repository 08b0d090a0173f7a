using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.WafV2;
using Pulumi.Aws.WafV2.Inputs;
using CloudWatch = Pulumi.Aws.CloudWatch;

namespace Slipway.Infra.Components.Aws;

/// <summary>What is refused before it reaches the load balancer: known attacks, known attackers, and too many requests from one address.</summary>
public sealed class WebFirewall : ComponentResource
{
    private static readonly ImmutableArray<string> ManagedGroups =
    [
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
    ];

    public WebFirewall(string name, AwsSettings settings, Output<string> target, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:WebFirewall", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };
        List = new WebAcl(name, new WebAclArgs
        {
            Scope = "REGIONAL",
            Description = $"{settings.Labels.Project} {settings.Stack}",
            DefaultAction = new WebAclDefaultActionArgs { Allow = new WebAclDefaultActionAllowArgs() },
            Rules = ManagedGroups.Select((group, index) => Managed(group, 10 + index)).Prepend(Rate(settings.RateLimit)).Prepend(Identity()).ToArray(),
            VisibilityConfig = new WebAclVisibilityConfigArgs { CloudwatchMetricsEnabled = true, MetricName = name, SampledRequestsEnabled = true },
        }, child);
        _ = new WebAclAssociation(name, new WebAclAssociationArgs { ResourceArn = target, WebAclArn = List.Arn }, child);
        var log = new CloudWatch.LogGroup(name, new CloudWatch.LogGroupArgs
        {
            // WAF writes to logs of this prefix alone.
            Name = $"aws-waf-logs-{settings.Labels.Project}-{settings.Stack}",
            RetentionInDays = settings.LogDays,
            KmsKeyId = keys.Logs.Arn,
        }, child);
        _ = new WebAclLoggingConfiguration(name, new WebAclLoggingConfigurationArgs
        {
            ResourceArn = List.Arn,
            LogDestinationConfigs = { log.Arn },
            RedactedFields = { Redacted("authorization"), Redacted("cookie") },
        }, child);
        RegisterOutputs();
    }

    public WebAcl List { get; }

    private static WebAclRuleArgs Managed(string group, int priority)
    {
        var statement = new WebAclRuleStatementManagedRuleGroupStatementArgs { VendorName = "AWS", Name = group };
        // It refuses bodies over 8 KB, which uploads have; services hold limits of their own.
        if (group == "AWSManagedRulesCommonRuleSet")
        {
            statement.RuleActionOverrides.Add(new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs
            {
                Name = "SizeRestrictions_BODY",
                ActionToUse = new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs
                {
                    Count = new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs(),
                },
            });
        }
        return new WebAclRuleArgs
        {
            Name = group,
            Priority = priority,
            OverrideAction = new WebAclRuleOverrideActionArgs { None = new WebAclRuleOverrideActionNoneArgs() },
            Statement = new WebAclRuleStatementArgs { ManagedRuleGroupStatement = statement },
            VisibilityConfig = Visible(group),
        };
    }

    private static WebAclRuleArgs Rate(int limit) => new()
    {
        Name = "RateLimit",
        Priority = 1,
        Action = new WebAclRuleActionArgs { Block = new WebAclRuleActionBlockArgs() },
        Statement = new WebAclRuleStatementArgs
        {
            RateBasedStatement = new WebAclRuleStatementRateBasedStatementArgs { AggregateKeyType = "IP", Limit = limit, EvaluationWindowSec = 300 },
        },
        VisibilityConfig = Visible("RateLimit"),
    };

    // Who a request is from is for an edge that checks it to say, never for the client; a load balancer cannot take
    // the header away, so a request that brings one is refused.
    private static WebAclRuleArgs Identity() => new()
    {
        Name = "NoClaimedIdentity",
        Priority = 0,
        Action = new WebAclRuleActionArgs { Block = new WebAclRuleActionBlockArgs() },
        Statement = new WebAclRuleStatementArgs
        {
            SizeConstraintStatement = new WebAclRuleStatementSizeConstraintStatementArgs
            {
                FieldToMatch = new WebAclRuleStatementSizeConstraintStatementFieldToMatchArgs
                {
                    SingleHeader = new WebAclRuleStatementSizeConstraintStatementFieldToMatchSingleHeaderArgs { Name = "x-user-id" },
                },
                ComparisonOperator = "GE",
                Size = 0,
                TextTransformations = { new WebAclRuleStatementSizeConstraintStatementTextTransformationArgs { Priority = 0, Type = "NONE" } },
            },
        },
        VisibilityConfig = Visible("NoClaimedIdentity"),
    };

    private static WebAclRuleVisibilityConfigArgs Visible(string name) =>
        new() { CloudwatchMetricsEnabled = true, MetricName = name, SampledRequestsEnabled = true };

    private static WebAclLoggingConfigurationRedactedFieldArgs Redacted(string header) =>
        new() { SingleHeader = new WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs { Name = header } };
}

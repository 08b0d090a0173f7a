using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Network;

public sealed class InternetReachesOnlyWebPorts : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "From the internet only the web ports are open",
        Severity = Severity.Critical,
        Targets = ["aws", "azure"],
        Reason = "Ports for administration and data are scanned within minutes of being open.",
        Link = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var rule in run.All<AwsSecurityGroupIngressRule>())
        {
            if (IsAnywhere(rule.CidrIpv4.Content) || IsAnywhere(rule.CidrIpv6.Content))
                CheckPorts(run, rule, rule.FromPort, rule.ToPort);
        }

        foreach (var group in run.All<AwsSecurityGroup>())
        {
            foreach (var rule in run.Each(group, group.Ingress))
            {
                if (rule.CidrBlocks.Items().Concat(rule.Ipv6CidrBlocks.Items()).Any(IsAnywhere)) CheckPorts(run, group, rule.FromPort, rule.ToPort);
            }
        }

        foreach (var rules in run.All<AzureNetworkRules>())
        {
            foreach (var rule in run.Each(rules, rules.SecurityRules))
            {
                if (rule.Access.Content != "Allow" || rule.Direction.Content != "Inbound" || !IsAnywhere(rule.SourceAddressPrefix.Content)) continue;
                foreach (var port in rule.DestinationPortRanges.Items().Append(rule.DestinationPortRange.Content).OfType<string>().Where(port => port is not ("80" or "443")))
                    run.Report(rules.Resource, $"{rule.DestinationPortRange.Path} lets '{rule.SourceAddressPrefix.Content}' in to port {port}, expected 80 and 443 only", "Name the addresses that may connect");
            }
        }
    }

    private static bool IsAnywhere(string? source) => source is "0.0.0.0/0" or "::/0" or "*" or "Internet" or "Any";

    private static void CheckPorts(RuleRun run, ResourceView view, Value<double> from, Value<double> to)
    {
        if (from.State == ValueState.Known && to.State == ValueState.Known && from.Content == to.Content && from.Content is 80 or 443) return;
        run.Report(view.Resource, $"{from.Path} to {to.Path} {Shown(from)}-{Shown(to)} are open to every address, expected 80 or 443 only", "Name the group or the addresses that may connect");
    }

    private static string Shown(Value<double> port) => port.State == ValueState.Known ? port.Content.ToString("R") : "all";
}

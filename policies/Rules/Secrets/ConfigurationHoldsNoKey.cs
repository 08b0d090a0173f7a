using System.Text.RegularExpressions;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Rules.Secrets;

public sealed partial class ConfigurationHoldsNoKey : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "No private key or access key is written in the open",
        Severity = Severity.Critical,
        Targets = ["aws", "azure", "kubernetes", "docker", "local"],
        Reason = "Whoever may look at the stack, its state or its preview has the key.",
        Link = "https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning",
    };

    public override void Check(RuleRun run)
    {
        foreach (var resource in run.Graph.Resources.Where(resource => resource.Custom))
        {
            foreach (var (name, value) in resource.Inputs.Entries)
            {
                if (Find(value) is { } what) run.Report(resource, $"{name} holds {what}, expected a reference to a secret", "Mark the value secret, and renew the key: it counts as known");
            }
        }
    }

    private static string? Find(GraphValue value) => value switch
    {
        GraphValue.Text { Value: var text } => Find(text),
        GraphValue.List list => list.Items.Select(Find).FirstOrDefault(found => found is not null),
        GraphValue.Map map => map.Entries.Select(entry => Find(entry.Value)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    // The cheap look first: nearly every text ends here.
    private static string? Find(string text) =>
        text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) && PrivateKey().IsMatch(text) ? "a private key"
        : text.Contains("AKIA", StringComparison.Ordinal) && AccessKey().IsMatch(text) ? "an access key of AWS"
        : text.Contains("AccountKey=", StringComparison.Ordinal) ? "the key of a storage account"
        : null;

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\bAKIA[0-9A-Z]{16}\b")]
    private static partial Regex AccessKey();
}

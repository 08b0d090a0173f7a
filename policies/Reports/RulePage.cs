using System.Text;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Reports;

/// <summary>The list of rules as a page of the documentation.</summary>
public static class RulePage
{
    public static string Write(IReadOnlyCollection<Rule> rules)
    {
        var text = new StringBuilder();
        text.Append("| rule | demands | severity | level | targets | why |\n|---|---|---|---|---|---|\n");
        foreach (var area in rules.GroupBy(rule => rule.Area).OrderBy(area => area.Key, StringComparer.Ordinal))
        {
            foreach (var rule in area.OrderBy(rule => rule.Id, StringComparer.Ordinal))
            {
                var description = rule.Description;
                var level = PolicyJson.Word(description.Level) + (description.ProductionOnly ? ", in production" : "");
                text.Append($"| [`{rule.Id}`](../policies/Rules/{area.Key}/{rule.GetType().Name}.cs) | {description.Title} | {PolicyJson.Word(description.Severity)} | {level} | {string.Join(", ", description.Targets)} | {description.Reason} [More]({description.Link}) |\n");
            }
        }

        return text.ToString();
    }
}

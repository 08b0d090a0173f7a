using Slipway.Policies.Configuration;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Tests.Configuration;

public sealed class PolicySettingsReaderTests
{
    [Fact]
    public void A_section_says_environment_levels_regions_budget_rules_and_exemptions()
    {
        var reader = new PolicySettingsReader("slipway:policies");

        var settings = reader.Read("""
            {
              "environment": "production",
              "levels": { "image-is-pinned": "mandatory", "alert-has-runbook": "disabled" },
              "unknown": "mandatory",
              "regions": ["eu-central-1"],
              "requiredTags": ["owner"],
              "monthlyBudget": 2500.5,
              "rules": ["policies/bin/Rules.dll"],
              "exemptions": [{ "rule": "image-is-pinned", "resource": "shop*", "reason": "A trial", "owner": "platform", "expires": "2027-03-31" }]
            }
            """);

        Assert.Empty(reader.Problems);
        Assert.True(settings.IsProduction);
        Assert.Equal((Level.Mandatory, Level.Disabled), (settings.Levels["image-is-pinned"], settings.Levels["alert-has-runbook"]));
        Assert.Equal((Level.Mandatory, 2500.5m), (settings.Unknown, settings.MonthlyBudget));
        Assert.Equal(["eu-central-1", "owner", "policies/bin/Rules.dll"], settings.Regions.Concat(settings.RequiredTags).Concat(settings.Rules));
        Assert.Equal(new Exemption("image-is-pinned", "shop*", "A trial", "platform", new DateOnly(2027, 3, 31)), Assert.Single(settings.Exemptions));
    }

    [Fact]
    public void A_stack_without_the_section_has_the_rules_own_levels()
    {
        Assert.Same(PolicySettings.Default, new PolicySettingsReader("slipway:policies").Read(null));
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var reader = new PolicySettingsReader("slipway:policies");

        var settings = reader.Read("""
            {
              "environment": "prod",
              "level": {},
              "levels": { "image-is-pinned": "must", "database-is-pubic": "advisory" },
              "regions": "eu-central-1",
              "monthlyBudget": -1,
              "exemptions": [{ "rule": "image-is-pinned", "resource": "*", "reason": "", "expires": "31.3.2027", "until": 1 }]
            }
            """);
        reader.CheckRules(settings, ["image-is-pinned", "database-is-private"]);

        Assert.Equal(
            """
            slipway:policies.level is not known, expected one of: environment, levels, unknown, regions, requiredTags, monthlyBudget, rules, exemptions
            slipway:policies.environment is 'prod', expected one of: production, other
            slipway:policies.levels.image-is-pinned is 'must', expected one of: mandatory, advisory, disabled
            slipway:policies.regions is 'eu-central-1', expected a list of texts
            slipway:policies.monthlyBudget is -1, expected an amount of money above 0
            slipway:policies.exemptions[0].until is not known, expected one of: rule, resource, reason, owner, expires
            slipway:policies.exemptions[0].expires is '31.3.2027', expected a day such as 2027-03-31
            slipway:policies.exemptions[0].reason is '', expected why the finding is accepted
            slipway:policies.exemptions[0].owner is missing, expected who answers for it
            slipway:policies.levels.database-is-pubic names the rule 'database-is-pubic', which there is not; did you mean 'database-is-private'? (`slipway policy list` shows all)
            """,
            string.Join('\n', reader.Problems));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("production")]
    public void A_section_of_another_shape_is_refused(string json)
    {
        var reader = new PolicySettingsReader("slipway:policies");

        Assert.Same(PolicySettings.Default, reader.Read(json));
        Assert.StartsWith($"slipway:policies is '{json}', expected a map with any of: environment", Assert.Single(reader.Problems));
    }
}

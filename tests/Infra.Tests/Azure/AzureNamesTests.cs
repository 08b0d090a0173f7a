using Slipway.Infra.Components.Azure;

namespace Infra.Tests.Azure;

public sealed class AzureNamesTests
{
    private const string Subscription = "11111111-1111-1111-1111-111111111111";

    [Theory]
    [InlineData("slipway", "prod")]
    [InlineData("a", "b")]
    [InlineData("Öl & Gas", "Prüfung.2")]
    [InlineData("2-fast", "9")]
    [InlineData("a-project-with-a-name-that-is-longer-than-anything-on-azure-may-be", "and-a-stack-of-the-same-kind")]
    public void Names_keep_to_the_limits_of_their_kinds(string project, string stack)
    {
        var names = new AzureNames(project, stack, Subscription);

        Assert.True(names.IsDerivable);
        Assert.Matches(@"^[a-z][a-z0-9]{2,23}\z", names.Compact("blob", 24));
        Assert.Matches(@"^[a-z][a-z0-9]{4,49}\z", names.Compact("acr", 50));
        Assert.Matches(@"^(?!.*--)[a-z][a-z0-9-]{1,22}[a-z0-9]\z", names.Global("kv", 24));
        Assert.Matches(@"^[a-z][a-z0-9-]{1,61}[a-z0-9]\z", names.Global("pg", 63));
        Assert.Matches(@"^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\z", names.Of("environment", 60));
        Assert.Matches(@"^[A-Za-z][A-Za-z0-9]{0,127}\z", names.PlainOf("firewall"));
        Assert.InRange(names.Label.Length, 1, 12);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("0day")]
    [InlineData("a--b")]
    [InlineData("a-workload-whose-name-has-sixty-two-characters-as-score-allows-x")]
    public void An_apps_name_has_at_most_32_characters_and_no_two_dashes_in_a_row(string workload) =>
        Assert.Matches(@"^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]\z", AzureNames.App(workload));

    [Fact]
    public void Names_that_are_cut_stay_different()
    {
        var names = Enumerable.Range(0, 500).Select(index => AzureNames.App($"a-workload-whose-name-is-too-long-by-number-{index}")).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void The_same_stack_has_the_same_names_and_another_subscription_others()
    {
        Assert.Equal(new AzureNames("slipway", "prod", Subscription).Compact("blob", 24), new AzureNames("slipway", "prod", Subscription).Compact("blob", 24));
        Assert.NotEqual(new AzureNames("slipway", "prod", Subscription).Compact("blob", 24), new AzureNames("slipway", "prod", Subscription.Replace('1', '2')).Compact("blob", 24));
    }

    [Fact]
    public void A_project_and_stack_without_a_letter_or_digit_have_no_names() =>
        Assert.False(new AzureNames("ß", "ü", Subscription).IsDerivable);

    [Theory]
    [InlineData("10.40.0.0/16", "10.40.0.0/23", "10.40.2.0/26", "10.40.2.64/26")]
    [InlineData("192.168.4.0/22", "192.168.4.0/23", "192.168.6.0/26", "192.168.6.64/26")]
    public void Subnets_are_cut_without_overlap(string network, string apps, string data, string endpoints)
    {
        var space = AddressSpace.Parse(network)!;

        Assert.Equal([network, apps, data, endpoints], [space.All, space.Apps, space.Data, space.Endpoints]);
    }

    [Fact]
    public void Identifiers_of_PostgreSQL_need_no_quotes() =>
        Assert.Matches(@"^[a-z][a-z0-9_]{0,62}\z", AzureNames.Identifier("postgres-9-lives.db"));
}

using Slipway.Infra.Releases;

namespace Slipway.Releases.Tests;

public sealed class AnalysisTests
{
    private static readonly ReleaseSettings Limits = new() { LeastRequests = 20, MostErrors = 5, P95Factor = 3 };

    private static SlotFigures Figures(double requests, double errors, double p95Milliseconds) => new(requests, errors, TimeSpan.FromMilliseconds(p95Milliseconds));

    [Fact]
    public void Too_few_requests_say_nothing_not_even_when_all_of_them_fail() =>
        Assert.Equal(new Verdict(VerdictKind.TooFew, "19 of 20 requests to judge by"), Analysis.Judge(Figures(19, 19, 1), null, Limits));

    [Fact]
    public void A_share_of_errors_above_the_limit_is_a_breach_and_says_how_the_version_before_did() =>
        Assert.Equal(
            new Verdict(VerdictKind.Breach, "40 % of its requests fail, the limit is 5 % (the version before: 1 %)"),
            Analysis.Judge(Figures(100, 40, 10), Figures(100, 1, 10), Limits));

    [Fact]
    public void Slower_than_the_version_before_by_more_than_the_factor_is_a_breach() =>
        Assert.Equal(
            "95 of 100 requests take up to 700 ms, more than 3 times the 200 ms of the version before",
            Analysis.Judge(Figures(100, 0, 700), Figures(100, 0, 200), Limits).Text);

    [Fact]
    public void What_is_fast_is_no_breach_however_fast_it_was_before() =>
        Assert.Equal(VerdictKind.Good, Analysis.Judge(Figures(100, 0, 90), Figures(100, 0, 1), Limits).Kind);

    [Fact]
    public void A_limit_of_its_own_holds_without_anything_to_compare_with() =>
        Assert.Equal(VerdictKind.Breach, Analysis.Judge(Figures(100, 0, 900), null, Limits with { SlowestP95 = TimeSpan.FromMilliseconds(500) }).Kind);

    [Fact]
    public void Without_figures_nothing_is_known() => Assert.Equal(VerdictKind.Unknown, Analysis.Judge(null, Figures(100, 0, 1), Limits).Kind);
}

using System.Collections.Immutable;
using Slipway.Infra.Components;
using Slipway.Infra.Workloads;

namespace Infra.Tests;

public sealed class RouteSettingsTests
{
    [Fact]
    public void Without_annotations_a_route_waits_a_minute_buffers_and_never_caches()
    {
        var settings = RouteSettings.Read(ScoreMap.Empty, problem => Assert.Fail(problem));

        Assert.Equal(TimeSpan.FromMinutes(1), settings.ReadTimeout);
        Assert.True(settings.Buffering);
        Assert.Equal(TimeSpan.Zero, settings.Cache);
    }

    [Fact]
    public void Annotations_set_timeout_cache_its_key_and_buffering()
    {
        var settings = RouteSettings.Read(
            Annotations(("slipway.dev/read-timeout", "1h"), ("slipway.dev/cache", "5s"), ("slipway.dev/cache-key", "X-User-Id, Accept"), ("slipway.dev/buffering", "off")),
            problem => Assert.Fail(problem));

        Assert.Equal(TimeSpan.FromHours(1), settings.ReadTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Cache);
        Assert.Equal(["X-User-Id", "Accept"], settings.CacheKey.AsEnumerable());
        Assert.False(settings.Buffering);
    }

    [Fact]
    public void Every_problem_is_told_with_the_value_found()
    {
        var problems = new List<string>();

        RouteSettings.Read(Annotations(("slipway.dev/read-timeout", "soon"), ("slipway.dev/buffering", "no"), ("slipway.dev/cahce", "5s")), problems.Add);

        Assert.Equal(
            [
                "slipway.dev/buffering is 'no', expected 'on' or 'off'",
                "slipway.dev/cahce is not known for a route, expected one of slipway.dev/read-timeout, cache, cache-key, buffering",
                "slipway.dev/read-timeout is 'soon', expected a whole number with s, m or h, such as '5s'",
            ],
            problems);
    }

    private static ScoreMap Annotations(params (string Name, string Value)[] annotations) => Map(("annotations", Map(
        [.. annotations.Select(annotation => (annotation.Name, (ScoreValue)new ScoreText(Template.Literal(annotation.Value))))])));

    private static ScoreMap Map(params (string Key, ScoreValue Value)[] entries) =>
        new(entries.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal));
}

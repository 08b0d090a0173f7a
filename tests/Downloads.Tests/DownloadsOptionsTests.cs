using System.ComponentModel.DataAnnotations;

namespace Slipway.Downloads.Tests;

public sealed class DownloadsOptionsTests
{
    [Theory]
    [InlineData("10-120", 10, 120)]
    [InlineData("0", 0, 0)]
    [InlineData("0.5 - 1.5", 0.5, 1.5)]
    public void Preparation_time_is_a_number_of_seconds_or_a_range(string text, double shortest, double longest) =>
        Assert.Equal((shortest, longest), new DownloadsOptions { PreparationSeconds = text }.Preparation);

    [Theory]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("120-10")]
    [InlineData("-5")]
    [InlineData("1-2-3")]
    [InlineData("4000")]
    public void A_preparation_time_that_makes_no_sense_is_refused_with_the_value(string text)
    {
        var options = new DownloadsOptions { PreparationSeconds = text };

        var problem = Assert.Single(options.Validate(new ValidationContext(options)));

        Assert.Contains($"'{text}'", problem.ErrorMessage);
    }

    [Fact]
    public void A_heartbeat_too_slow_for_the_lease_is_refused()
    {
        var options = new DownloadsOptions { LeaseSeconds = 10, HeartbeatSeconds = 6 };

        Assert.Contains("LeaseSeconds (10)", Assert.Single(options.Validate(new ValidationContext(options))).ErrorMessage);
    }
}

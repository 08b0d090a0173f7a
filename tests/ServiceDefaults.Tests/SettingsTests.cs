using System.ComponentModel.DataAnnotations;

namespace Slipway.ServiceDefaults.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Every_problem_is_told_at_once_with_value_expectation_and_variable()
    {
        var service = RunningSample.Define().WithOptions<SampleOptions>("Sample").WithPostgres();

        var refused = Assert.Throws<SettingsException>(() => service.Build("serve", new Dictionary<string, string?>
        {
            ["PORT"] = "http",
            ["HOST"] = "example.com",
            ["Sample:Count"] = "0",
            ["Sample:Mode"] = "sideways",
            ["Sample:Every"] = "soon",
            ["Sample:Inner:Share"] = "2",
            ["Sample:Cuont"] = "4",
            ["ConnectionStrings:Default"] = "Host=db;Password=hunter2;nonsense",
        }));

        Assert.Equal(
            [
                "Port is 'http', expected 0 to 65535. Set PORT.",
                "Sample:Count is '0', expected 1 to 10. Set Sample__Count.",
                "Sample:Mode is 'sideways', expected one of Fast, Slow. Set Sample__Mode.",
                "Sample:Every is 'soon', expected a duration as hh:mm:ss. Set Sample__Every.",
                "Sample:Name is missing. Set Sample__Name.",
                "Sample:Inner:Share is '2', expected 0 to 1. Set Sample__Inner__Share.",
                "Sample:Cuont is not a setting of this service. Known here: Count, Mode, Every, Name, Numbers, Inner. Remove or correct Sample__Cuont.",
                "ConnectionStrings:Default cannot be read (its value is secret). A value with ; or = must be in quotes; the variables Database__Host, __Name, __Username and __Password need no quoting.",
            ], refused.Problems);
    }

    [Fact]
    public void Values_of_every_kind_are_read_and_the_rest_keeps_its_default()
    {
        var reader = new SettingsReader(new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Sample:Mode"] = "slow",
            ["Sample:Every"] = "00:00:05",
            ["Sample:Name"] = "n",
            ["Sample:Numbers"] = "1, 2,3",
            ["Sample:Count"] = "",
        });

        var options = reader.Read<SampleOptions>("Sample");

        Assert.Empty(reader.Problems);
        Assert.Equal((3, SampleMode.Slow, TimeSpan.FromSeconds(5), "n", 0.5), (options.Count, options.Mode, options.Every, options.Name, options.Inner.Share));
        Assert.Equal([1, 2, 3], options.Numbers);
    }

    [Fact]
    public void A_connection_string_next_to_parts_is_refused()
    {
        var refused = Assert.Throws<SettingsException>(() => RunningSample.Define().WithPostgres().Build("serve", new Dictionary<string, string?>
        {
            ["ConnectionStrings:Default"] = "Host=db",
            ["Database:Host"] = "db",
        }));

        Assert.Equal(["ConnectionStrings:Default and Database:* are both set, expected one of them. Unset ConnectionStrings__Default or the Database__* variables."], refused.Problems);
    }

    private sealed class SampleOptions
    {
        [Range(1, 10)]
        public int Count { get; set; } = 3;

        public SampleMode Mode { get; set; }

        public TimeSpan Every { get; set; }

        [Required]
        public string? Name { get; set; }

        public IReadOnlyList<int> Numbers { get; set; } = [];

        public InnerOptions Inner { get; set; } = new();
    }

    private sealed class InnerOptions
    {
        [Range(0.0, 1.0)]
        public double Share { get; set; } = 0.5;
    }

    private enum SampleMode
    {
        Fast,
        Slow,
    }
}

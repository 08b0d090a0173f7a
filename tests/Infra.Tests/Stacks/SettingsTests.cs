namespace Infra.Tests.Stacks;

public sealed class SettingsTests
{
    [Fact]
    public async Task Every_problem_of_the_configuration_is_told_at_once_before_any_score_file_is_read()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAsync(new Dictionary<string, string>
        {
            ["target"] = "local",
            ["basePort"] = "80",
            ["environment"] = "[1]",
        }, "not a Score file"));

        Assert.Contains("The configuration of stack 'test' (Pulumi.test.yaml) has 2 problems:", error.Message);
        Assert.Contains("slipway:basePort is '80', expected a whole number from 1024 to 65435", error.Message);
        Assert.Contains("slipway:environment does not hold a map from names to texts", error.Message);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_refused_with_those_that_are()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAsync(new Dictionary<string, string> { ["target"] = "moon" }));

        Assert.Contains("slipway:target is 'moon', expected one of:", error.Message);
        Assert.Contains("local", error.Message);
    }
}

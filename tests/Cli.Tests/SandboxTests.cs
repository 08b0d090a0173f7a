using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

/// <summary>The command line, the engine and a program together, in a process of their own.</summary>
public sealed class SandboxTests
{
    [Fact]
    public async Task Resources_that_need_each_other_across_components_are_named()
    {
        using var sandbox = new SandboxProject("circle");

        var preview = await sandbox.RunAsync("preview");

        Assert.Equal(2, preview.ExitCode);
        Assert.Contains("command:local:Command 'first' needs command:local:Command 'second' needs command:local:Command 'first'", preview.Error);
    }

    [Theory]
    [InlineData("preview --diff")]
    [InlineData("preview --json")]
    [InlineData("up --yes")]
    [InlineData("up --yes --json")]
    [InlineData("up --yes --diff", "fail")]
    [InlineData("up --yes --json", "fail")]
    [InlineData("preview", "throw")]
    public async Task A_secret_that_a_program_lets_slip_into_longer_texts_is_masked_everywhere(string command, string? also = null)
    {
        using var sandbox = new SandboxProject("leaky", also is null ? "" : $"  shop:{also}: true\n");
        (await sandbox.RunAsync("config", "set", "--secret", "password", "correct-horse-battery")).Succeeded();

        var run = await sandbox.RunAsync(command.Split(' '));
        var output = await sandbox.RunAsync("output", "address");

        Assert.Equal(also is null, run.ExitCode == 0);
        Assert.Contains("postgres://shop:[secret]@127.0.0.1/shop", run.Screen);
        Assert.DoesNotContain("correct-horse-battery", run.Screen + output.Screen + sandbox.Read("Pulumi.dev.yaml"));
    }

    [Fact]
    public async Task A_refusal_of_the_program_is_told_without_a_trace()
    {
        using var sandbox = new SandboxProject("leaky");

        var preview = await sandbox.RunAsync("preview");

        Assert.Equal(2, preview.ExitCode);
        Assert.Contains("Missing required configuration variable 'shop:password'", preview.Error);
        Assert.DoesNotContain("   at ", preview.Error);
    }
}

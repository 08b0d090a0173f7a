using Slipway.Cli.Stacks;

namespace Slipway.Cli.Tests;

public sealed class EntryPointTests
{
    [Fact]
    public async Task An_asynchronous_program_is_awaited_and_gives_its_exit_code()
    {
        // The command line itself is such a program: without arguments it asks for a command.
        var program = EntryPoint.Of(typeof(ExitCode).Assembly);

        Assert.Equal((int)ExitCode.Usage, await program());
    }

    [Fact]
    public void A_library_has_no_entry_point()
    {
        var refusal = Assert.Throws<ArgumentException>(() => EntryPoint.Of(typeof(Xunit.Assert).Assembly));

        Assert.StartsWith("xunit.assert has no entry point.", refusal.Message);
    }
}

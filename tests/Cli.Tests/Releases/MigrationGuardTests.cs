using Slipway.Cli.Tests.Support;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Tests.Releases;

public sealed class MigrationGuardTests
{
    private static readonly ReleaseState Live = ReleasingStack.AtRest with
    {
        Slots = ReleasingStack.AtRest.Slots.SetItem(Slots.Blue, ReleasingStack.AtRest.StableSlot with { Migrations = ["0001_orders.sql"] }),
    };

    [Theory]
    [InlineData("up")]
    [InlineData("release", "start", "shop")]
    public async Task A_migration_that_the_live_version_would_not_bear_is_refused_with_file_and_line(params string[] command)
    {
        using var files = Migrations("alter table orders\n    add paid boolean,\n    drop column note;\n");
        var stack = Stack(files);
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Policy, await cli.RunAsync([.. command, "--yes"]));

        Assert.EndsWith(
            $"""
            error: the version that is live would not bear a new migration:
            {files.File("0002_notes.sql")}:3: drops the column orders.note, which the live version may read: stop using it in one release, drop it in the next
            See docs/RELEASES.md, "Databases". --force releases all the same.

            """, cli.Error);
        Assert.Empty(stack.Updates);
    }

    [Fact]
    public async Task By_force_it_is_released_all_the_same()
    {
        using var files = Migrations("alter table orders drop column note;");
        var stack = Stack(files);
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes", "--force"));

        Assert.Equal("shop rest: blue 0, green 100", stack.Updates[^1]);
    }

    [Fact]
    public async Task A_preview_shows_the_release_and_refuses_nothing()
    {
        using var files = Migrations("alter table orders drop column note;");
        using var cli = Stack(files).Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("preview"));

        Assert.Contains("Release shop: blue v1 → green v2, instant", cli.Output);
    }

    [Fact]
    public async Task What_the_live_version_bears_and_what_it_has_itself_is_released()
    {
        // The first one would be refused, were it not the live version's own.
        using var files = Migrations("alter table orders add paid boolean;", first: "alter table orders drop column remark;");
        using var cli = Stack(files).Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes"));
    }

    private static TemporaryFolder Migrations(string second, string first = "create table orders (id int, note text);")
    {
        var files = new TemporaryFolder();
        files.Write("0001_orders.sql", first);
        files.Write("0002_notes.sql", second);
        return files;
    }

    private static ReleasingStack Stack(TemporaryFolder files) =>
        new(("shop", Live, $$"""{"routed":true,"migrations":["{{files.File("0001_orders.sql")}}","{{files.File("0002_notes.sql")}}"]}"""));
}

using System.Collections.Immutable;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>Refuses a release whose new migrations would break the version that goes on running.</summary>
internal static class MigrationGuard
{
    /// <exception cref="UserException">They would.</exception>
    public static void Check(IEnumerable<KeyValuePair<string, RecordedRelease>> outdated)
    {
        var problems = outdated.SelectMany(entry => Find(entry.Value)).ToImmutableArray();
        if (problems.IsEmpty) return;
        throw new UserException(
            $"the version that is live would not bear {(problems.Length == 1 ? "a new migration" : "new migrations")}:\n{string.Join('\n', problems)}\nSee docs/RELEASES.md, \"Databases\". --force releases all the same.",
            ExitCode.Policy);
    }

    private static ImmutableArray<MigrationProblem> Find(RecordedRelease release)
    {
        var known = release.State.StableSlot.Migrations;
        return MigrationCheck.Find(release.Migrations.Where(path => !known.Contains(Path.GetFileName(path))).Select(path => new MigrationFile(path, File.ReadAllText(path))));
    }
}

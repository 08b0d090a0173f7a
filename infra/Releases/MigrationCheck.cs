using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Releases;

/// <summary>A migration of the new version that the live one does not have.</summary>
public sealed record MigrationFile(string Path, string Sql);

/// <summary>Something the live version, which goes on running, would stumble over.</summary>
public sealed record MigrationProblem(string File, int Line, string What, string Advice)
{
    public override string ToString() => $"{File}:{Line}: {What}: {Advice}";
}

/// <summary>
/// Looks whether the version that is live can go on with a schema changed by new migrations: the half of expand and contract
/// that can be seen in SQL. Tables that the new migrations make themselves are nobody's yet.
/// </summary>
public static partial class MigrationCheck
{
    public static ImmutableArray<MigrationProblem> Find(IEnumerable<MigrationFile> files)
    {
        var problems = ImmutableArray.CreateBuilder<MigrationProblem>();
        var made = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            foreach (var statement in SqlStatement.Split(file.Sql))
            {
                if (CreateTable().Match(statement.Text) is { Success: true } created)
                    made.Add(NameOf(created));
                foreach (var (offset, what, advice) in Judge(statement.Text, made))
                    problems.Add(new MigrationProblem(file.Path, statement.LineAt(offset), what, advice));
            }
        }
        return problems.ToImmutable();
    }

    private static IEnumerable<(int Offset, string What, string Advice)> Judge(string sql, HashSet<string> made)
    {
        if (DropTable().Match(sql) is { Success: true } dropped && !made.Contains(NameOf(dropped)))
            yield return (dropped.Index, $"drops the table {NameOf(dropped)}, which the live version may read", "stop using it in one release, drop it in the next");
        if (AlterTable().Match(sql) is not { Success: true } table || made.Contains(NameOf(table)))
            yield break;
        var name = NameOf(table);
        foreach (var (offset, action) in Actions(sql, table.Index + table.Length))
        {
            if (DropColumn().Match(action) is { Success: true } column)
                yield return (offset, $"drops the column {name}.{NameOf(column)}, which the live version may read", "stop using it in one release, drop it in the next");
            else if (RenameColumn().Match(action) is { Success: true } renamed)
                yield return (offset, $"renames the column {name}.{NameOf(renamed)}", "add the new column, write both, move readers, drop the old one in a later release");
            else if (RenameTable().IsMatch(action))
                yield return (offset, $"renames the table {name}", "make the new table, or a view of the new name, and drop the old name in a later release");
            else if (SetNotNull().Match(action) is { Success: true } tightened)
                yield return (offset, $"forbids null in {name}.{NameOf(tightened)}, where the live version may write it", "give the column a default and let one release write it everywhere first");
            else if (AddColumn().Match(action) is { Success: true } added && NotNull().IsMatch(action) && !HasValue().IsMatch(action))
                yield return (offset, $"adds {name}.{NameOf(added)} as NOT NULL without a default, so that the live version can insert no row", "give it a default, or add it without NOT NULL and forbid null in a later release");
        }
    }

    // Actions of ALTER TABLE are separated by commas, which also stand inside the parentheses of types.
    private static IEnumerable<(int Offset, string Text)> Actions(string sql, int start)
    {
        var depth = 0;
        for (var position = start; position <= sql.Length; position++)
        {
            if (position == sql.Length || (sql[position] == ',' && depth == 0))
            {
                var text = sql[start..position];
                yield return (start + (text.Length - text.TrimStart().Length), text.Trim());
                start = position + 1;
            }
            else if (sql[position] is '(' or ')')
            {
                depth += sql[position] == '(' ? 1 : -1;
            }
        }
    }

    private static string NameOf(Match match) => match.Groups["name"].Value.Replace("\"", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\bcreate\s+(?:temp(?:orary)?\s+|unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?<name>[\w."".$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^\s*drop\s+table\s+(?:if\s+exists\s+)?(?<name>[\w."".$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex DropTable();

    [GeneratedRegex(@"^\s*alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?<name>[\w."".$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex AlterTable();

    [GeneratedRegex(@"^drop\s+(?!constraint\b)(?:column\s+)?(?:if\s+exists\s+)?(?<name>[\w""$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex DropColumn();

    [GeneratedRegex(@"^rename\s+(?!constraint\b|to\b)(?:column\s+)?(?<name>[\w""$]+)\s+to\b", RegexOptions.IgnoreCase)]
    private static partial Regex RenameColumn();

    [GeneratedRegex(@"^rename\s+to\b", RegexOptions.IgnoreCase)]
    private static partial Regex RenameTable();

    [GeneratedRegex(@"^alter\s+(?:column\s+)?(?<name>[\w""$]+)\s+set\s+not\s+null\b", RegexOptions.IgnoreCase)]
    private static partial Regex SetNotNull();

    [GeneratedRegex(@"^add\s+(?!constraint\b|primary\b|unique\b|foreign\b|check\b|exclude\b)(?:column\s+)?(?:if\s+not\s+exists\s+)?(?<name>[\w""$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex AddColumn();

    [GeneratedRegex(@"\bnot\s+null\b|\bprimary\s+key\b", RegexOptions.IgnoreCase)]
    private static partial Regex NotNull();

    [GeneratedRegex(@"\bdefault\b|\bgenerated\b|\b(?:small|big)?serial\b", RegexOptions.IgnoreCase)]
    private static partial Regex HasValue();
}

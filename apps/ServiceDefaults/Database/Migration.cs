using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.ServiceDefaults;

/// <summary>One step of the schema: the embedded file <c>Migrations/0001_name.sql</c>.</summary>
public sealed partial record Migration(int Version, string Name, string Sql)
{
    /// <summary>Tells whether an applied file was changed later. Line endings do not count: Git may convert them.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{Version:0000}_{Name}";

    /// <summary>All migrations of an assembly in order. Versions count from 1 without gaps or repetition.</summary>
    public static IReadOnlyList<Migration> In(Assembly assembly)
    {
        var found = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (FileName().Match(resource) is not { Success: true } match) continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream);
            found.Add(new(int.Parse(match.Groups[1].Value), match.Groups[2].Value, reader.ReadToEnd()));
        }

        found.Sort((left, right) => left.Version.CompareTo(right.Version));
        for (var index = 0; index < found.Count; index++)
        {
            if (found[index].Version != index + 1)
                throw new InvalidOperationException($"Migration {found[index]} of {assembly.GetName().Name} should have number {index + 1:0000}: numbers count from 0001 without gaps or repetition.");
        }

        return found;
    }

    [GeneratedRegex(@"Migrations[./](\d{4})_([A-Za-z0-9_]+)\.sql$")]
    private static partial Regex FileName();
}

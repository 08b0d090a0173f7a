using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Pulumi.Offline;

namespace Slipway.Engine.Providers;

/// <summary>Files by patterns: <c>*</c> stays within a folder, <c>**</c> does not, <c>!</c> takes out again.</summary>
internal static class AssetGlobs
{
    public static PropertyValue.Map Find(string folder, IEnumerable<string> globs)
    {
        var rules = globs.Select(glob => glob.StartsWith('!') ? (Takes: false, Pattern: ToRegex(glob[1..])) : (Takes: true, Pattern: ToRegex(glob))).ToArray();
        var found = ImmutableSortedDictionary.CreateBuilder<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            foreach (var (takes, pattern) in rules)
            {
                if (!pattern.IsMatch(path)) continue;
                if (takes) found[path] = new PropertyValue.Asset(file, null, null);
                else found.Remove(path);
            }
        }

        return new PropertyValue.Map(found.ToImmutable());
    }

    private static Regex ToRegex(string glob)
    {
        var pattern = new StringBuilder("^");
        var braces = 0;
        for (var index = 0; index < glob.Length; index++)
        {
            switch (glob[index])
            {
                case '*' when index + 1 < glob.Length && glob[index + 1] == '*':
                    pattern.Append(".*");
                    index++;
                    break;
                case '*':
                    pattern.Append("[^/]*");
                    break;
                case '?':
                    pattern.Append("[^/]");
                    break;
                case '{':
                    pattern.Append("(?:");
                    braces++;
                    break;
                case '}' when braces > 0:
                    pattern.Append(')');
                    braces--;
                    break;
                case ',' when braces > 0:
                    pattern.Append('|');
                    break;
                case '[' when glob.IndexOf(']', index) is > 0 and var end:
                    var set = glob[(index + 1)..end];
                    pattern.Append('[').Append(set.StartsWith('!') ? "^" + set[1..] : set).Append(']');
                    index = end;
                    break;
                default:
                    pattern.Append(Regex.Escape(glob[index].ToString()));
                    break;
            }
        }

        return new Regex(pattern.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}

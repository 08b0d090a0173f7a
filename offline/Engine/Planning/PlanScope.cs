using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Slipway.Engine.State;

namespace Slipway.Engine.Planning;

/// <summary>What an update is limited to, and what it replaces although nothing changed: <c>--target</c> and <c>--replace</c>.</summary>
internal sealed class PlanScope(UpdateOptions options)
{
    private readonly ImmutableArray<(string Pattern, Regex Matches)> targets = Compile(options.Targets);
    private readonly ImmutableArray<(string Pattern, Regex Matches)> replace = Compile(options.Replace);

    public bool IsLimited => !targets.IsEmpty;

    /// <summary>True for what the user named, or for everything when nothing was named.</summary>
    public bool Includes(string urn) => targets.IsEmpty || Any(targets, urn);

    public bool Replaces(string urn) => Any(replace, urn);

    /// <summary>Refuses a pattern that fits nothing: most likely it is mistyped, and the update would silently do less.</summary>
    /// <exception cref="EngineException">A pattern fits no resource.</exception>
    public void CheckAllMeet(IEnumerable<string> urns)
    {
        Check("target", targets);
        Check("replace", replace);

        void Check(string option, ImmutableArray<(string Pattern, Regex Matches)> patterns)
        {
            foreach (var (pattern, matches) in patterns)
            {
                if (!urns.Any(matches.IsMatch))
                    throw new EngineException($"No resource fits --{option} '{pattern}'. Give a URN as `slipway stack export` shows it; '*' stands for any text.");
            }
        }
    }

    /// <summary>True for what has no existence outside the state, so that recording it is never more than was asked.</summary>
    public static bool IsOnlyRecorded(bool custom, string type) => !custom || type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal);

    private static ImmutableArray<(string, Regex)> Compile(ImmutableArray<string> patterns) =>
        [.. patterns.Select(pattern => (pattern, new Regex($"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline)))];

    private static bool Any(ImmutableArray<(string Pattern, Regex Matches)> patterns, string urn)
    {
        foreach (var (_, matches) in patterns)
        {
            if (matches.IsMatch(urn)) return true;
        }

        return false;
    }
}

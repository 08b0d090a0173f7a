using System.Text;
using Slipway.Policies.Evaluation;

namespace Slipway.Policies.Rules;

/// <summary>One demand on a stack. Rules are stateless: one object serves every evaluation.</summary>
public abstract class Rule
{
    /// <summary>The class's name in small letters: <c>DatabaseIsPrivate</c> is <c>database-is-private</c>.</summary>
    public string Id => field ??= IdOf(GetType().Name);

    /// <summary>The folder of its kind, the last part of its namespace: <c>Network</c>.</summary>
    public string Area => GetType().Namespace is { } name ? name[(name.LastIndexOf('.') + 1)..] : "";

    public abstract RuleDescription Description { get; }

    /// <summary>Looks at the stack and reports what does not hold.</summary>
    public abstract void Check(RuleRun run);

    private static string IdOf(string name)
    {
        var id = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && id.Length > 0) id.Append('-');
            id.Append(char.ToLowerInvariant(letter));
        }

        return id.ToString();
    }
}

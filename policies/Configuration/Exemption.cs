using System.IO.Enumeration;

namespace Slipway.Policies.Configuration;

/// <summary>A finding that somebody answers for, until a day.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Resource">Name or URN; <c>*</c> stands for any text.</param>
/// <param name="Expires">The last day it holds.</param>
public sealed record Exemption(string Rule, string Resource, string Reason, string Owner, DateOnly Expires)
{
    public bool Covers(string rule, string name, string urn) => rule == Rule && (Matches(name) || Matches(urn));

    public bool IsExpired(DateOnly today) => today > Expires;

    public override string ToString() => $"{Rule} for '{Resource}' until {Expires:yyyy-MM-dd} ({Owner}: {Reason})";

    private bool Matches(string text) => FileSystemName.MatchesSimpleExpression(Resource, text, ignoreCase: false);
}

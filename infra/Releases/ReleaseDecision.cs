using System.Collections.Immutable;

namespace Slipway.Infra.Releases;

/// <summary>What a release does next.</summary>
public abstract record ReleaseDecision
{
    private ReleaseDecision()
    {
    }

    /// <summary>Looks again in a moment.</summary>
    /// <param name="Reason">What is waited for.</param>
    public sealed record Wait(string Reason) : ReleaseDecision;

    /// <summary>Updates the stack to these states.</summary>
    /// <param name="What">What that does, for people.</param>
    public sealed record Update(ImmutableSortedDictionary<string, ReleaseState> States, string What) : ReleaseDecision;

    /// <summary>Nothing is under way any more.</summary>
    public sealed record Done : ReleaseDecision;
}

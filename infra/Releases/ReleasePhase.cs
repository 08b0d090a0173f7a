namespace Slipway.Infra.Releases;

/// <summary>How far a release is. Every change of it is an update of the stack, so that it is recorded before anything follows from it.</summary>
public enum ReleasePhase
{
    /// <summary>No release is under way.</summary>
    AtRest,

    /// <summary>What the idle slot held is no longer to be gone back to; nothing has been changed yet.</summary>
    Preparing,

    /// <summary>The new version runs in the idle slot, without traffic, and is looked at.</summary>
    Starting,

    /// <summary>The new version has part of the traffic.</summary>
    Shifting,

    /// <summary>The new version has all of the traffic; the old one runs on to go back to.</summary>
    Baking,

    /// <summary>The old version has the traffic again; the new one is about to be taken away.</summary>
    Returning,
}

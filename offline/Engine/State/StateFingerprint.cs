using System.Security.Cryptography;

namespace Slipway.Engine.State;

/// <summary>Tells one stored state from another. Worked out only when two are compared: a preview alone never asks.</summary>
internal sealed class StateFingerprint(byte[]? checkpoint, byte[]? journal)
{
    private readonly Lazy<string> text = new(() => Hash(checkpoint ?? []) + (journal is null ? "" : Hash(journal)));

    public static StateFingerprint OfNothing { get; } = new(null, null);

    public bool IsSameAs(StateFingerprint other) => text.Value == other.text.Value;

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

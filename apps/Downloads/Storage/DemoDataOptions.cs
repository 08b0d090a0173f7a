namespace Slipway.Downloads.Storage;

/// <summary>Whether this environment shows demonstration data, section <c>DemoData</c>.</summary>
public sealed class DemoDataOptions
{
    /// <summary>Off by default: real environments hold real files.</summary>
    public bool Enabled { get; init; }
}

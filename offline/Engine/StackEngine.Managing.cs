using System.Collections.Immutable;
using Slipway.Engine.State;

namespace Slipway.Engine;

/// <summary>What is done to a stack's state as a whole, without a program.</summary>
public sealed partial class StackEngine
{
    /// <summary>The state as <c>pulumi stack export</c> gives it: JSON with <c>version</c> and <c>deployment</c>. Secrets stay encrypted; no passphrase is needed.</summary>
    public Task<string> ExportAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Puts an exported state in place of the stored one; the stored one is kept as a backup.</summary>
    /// <param name="force">Accepts a state of another project or stack.</param>
    /// <exception cref="StateException">The text is not a state of this stack in format version 3; nothing was changed.</exception>
    public Task ImportAsync(string json, bool force = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Forgets the stack and its history.</summary>
    /// <param name="force">Forgets resources that still exist as well; otherwise a stack that has some is refused.</param>
    public Task RemoveAsync(bool force = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>The finished updates, the latest first.</summary>
    public Task<ImmutableArray<HistoryEntry>> HistoryAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Says what became of an operation that an interrupted update left without an end.</summary>
    /// <param name="urn">The resource the operation was about.</param>
    /// <param name="id">The id of a resource that was made; needed for a creation that was done.</param>
    public Task SettleAsync(string urn, SettledOutcome outcome, string? id = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}

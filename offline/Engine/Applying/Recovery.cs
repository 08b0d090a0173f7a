using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine.Applying;

/// <summary>Finds out what became of the operations an interrupted run left without an end.</summary>
internal sealed class Recovery(string stack, StateSession session, ProviderRegistry providers, EventStream events, SecretMask mask, TimeProvider clock)
{
    /// <summary>Asks the providers and brings what they know into the state.</summary>
    public async Task<RecoveredOperations> RunAsync(CancellationToken cancellationToken)
    {
        var repeatable = ImmutableArray.CreateBuilder<PendingOperation>();
        var unsettled = ImmutableArray.CreateBuilder<string>();
        var pending = session.Table.Pending;
        foreach (var operation in pending)
        {
            switch (operation.Kind)
            {
                case "creating":
                    await TraceAsync(operation, repeatable, unsettled, cancellationToken);
                    break;
                case "updating" when IsStored(operation):
                    Say(operation, "It is updated again.");
                    break;
                case "deleting" when IsStored(operation):
                    Say(operation, "It is deleted again, and made anew if the program declares it.");
                    break;
                default:
                    // Reading changed nothing, and what is no longer recorded is nobody's doubt.
                    session.Settle(operation.Resource.Urn, [operation], [], []);
                    break;
            }
        }

        return new RecoveredOperations(repeatable.ToImmutable(), unsettled.ToImmutable(), !pending.IsEmpty);
    }

    private async Task TraceAsync(
        PendingOperation operation,
        ImmutableArray<PendingOperation>.Builder repeatable,
        ImmutableArray<string>.Builder unsettled,
        CancellationToken cancellationToken)
    {
        var resource = operation.Resource;
        var provider = providers.Find(ResourceUrn.PackageOf(resource.Type));
        var recorded = session.Table.All.Where(entry => entry.State.Urn == resource.Urn).ToArray();
        CreationTrace trace;
        try
        {
            trace = await provider.TraceAsync(
                Planner.OperationFor(resource), [.. recorded.Select(entry => entry.State.Id).OfType<string>()], cancellationToken);
        }
        catch (ProviderException error)
        {
            events.Say(LogSeverity.Warning, error.Message, resource.Urn);
            trace = CreationTrace.Lost;
        }

        switch (trace)
        {
            case CreationTrace.Found(var made):
                mask.Add(made.Outputs);
                var now = clock.GetUtcNow();
                var state = resource with { Id = made.Id, Outputs = Planner.MarkSecrets(made.Outputs, resource), Created = now, Modified = now };
                var replaced = recorded.Where(entry => !entry.State.Delete).Select(entry => ((int?)entry.Key, entry.State with { Delete = true }));
                session.Settle(resource.Urn, [operation], [.. replaced, (null, state)], []);
                Say(operation, $"It was made and is recorded now, with id '{made.Id}'.");
                break;
            case CreationTrace.NothingMade:
                session.Settle(resource.Urn, [operation], [], []);
                Say(operation, "It was not made.");
                break;
            case CreationTrace.MayBeRepeated:
                repeatable.Add(operation);
                Say(operation, "It is made again if the program still declares it, else it is deleted.");
                break;
            default:
                unsettled.Add(
                    $"The last update was interrupted while creating '{resource.Name}' ({resource.Type}), and whether it was made cannot be told from here. "
                    + $"Look: if it exists, run `slipway stack settle '{resource.Urn}' -s {stack} --done --id <its id>`; if it does not, run `slipway stack settle '{resource.Urn}' -s {stack} --not-done`.");
                break;
        }
    }

    private bool IsStored(PendingOperation operation) =>
        session.Table.All.Any(entry => entry.State.Urn == operation.Resource.Urn && entry.State.Id == operation.Resource.Id);

    private void Say(PendingOperation operation, string next) => events.Say(
        LogSeverity.Warning,
        $"The last update was interrupted while {operation.Kind} '{operation.Resource.Name}' ({operation.Resource.Type}). {next}",
        operation.Resource.Urn);
}

/// <param name="Repeatable">Creations that may be done again.</param>
/// <param name="Unsettled">What only a person can settle, and how.</param>
/// <param name="AnyDoubt">True when anything was in doubt, so that there is something to record.</param>
internal sealed record RecoveredOperations(ImmutableArray<PendingOperation> Repeatable, ImmutableArray<string> Unsettled, bool AnyDoubt)
{
    /// <exception cref="UnsettledOperationException">A person has to say first what became of an operation.</exception>
    public void RefuseUnsettled()
    {
        if (!Unsettled.IsEmpty) throw new UnsettledOperationException(string.Join(Environment.NewLine, Unsettled));
    }
}

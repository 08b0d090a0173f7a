using System.Collections.Immutable;
using System.Text;
using Slipway.Engine.Planning;
using Slipway.Engine.State;

namespace Slipway.Engine;

/// <summary>What is done to a stack's state as a whole, without a program.</summary>
public sealed partial class StackEngine
{
    /// <summary>The state as <c>pulumi stack export</c> gives it: JSON with <c>version</c> and <c>deployment</c>. Secrets stay encrypted; no passphrase is needed.</summary>
    public Task<string> ExportAsync(CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            using var session = StateSession.Load(Context.State, Context.Secrets, Context.Clock, QualifiedStack, keepClosed: true);
            return Encoding.UTF8.GetString(session.Export());
        },
        cancellationToken);

    /// <summary>Puts an exported state in place of the stored one; the stored one is kept as a backup.</summary>
    /// <param name="force">Accepts a state of another project or stack.</param>
    /// <exception cref="StateException">The text is not a state of this stack in format version 3; nothing was changed.</exception>
    public Task ImportAsync(string json, bool force = false, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            var secrets = new SecretCodec(Context.Secrets);
            var imported = Checkpoint.Parse(Encoding.UTF8.GetBytes(json), "to be imported", secrets);
            var expected = $"urn:pulumi:{Context.Stack}::{Context.Project}::";
            if (!force && imported.Resources.FirstOrDefault(resource => !resource.Urn.StartsWith(expected, StringComparison.Ordinal)) is { } foreign)
            {
                throw new StateException(
                    $"The state to be imported holds '{foreign.Urn}', which is not of project '{Context.Project}' and stack '{Context.Stack}'. Nothing was changed. Select the stack it belongs to, or import it with --force.");
            }

            var started = Context.Clock.GetUtcNow();
            Context.State.CheckWritable();
            using var held = Context.State.Lock(Context.Owner, Context.Clock);
            var content = imported.ToBytes(QualifiedStack, secrets, Context.Secrets.Type);
            Context.State.WriteCheckpoint(content, StoredIsSound());
            Context.State.RemoveJournal();
            Context.State.AddHistory(Context.Clock.GetUtcNow(), HistoryJson.Write("import", succeeded: true, started, Context.Clock.GetUtcNow()), content);
        },
        cancellationToken);

    /// <summary>Forgets the stack and its history.</summary>
    /// <param name="force">Forgets resources that still exist as well; otherwise a stack that has some is refused.</param>
    public Task RemoveAsync(bool force = false, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            Context.State.CheckWritable();
            using var held = Context.State.Lock(Context.Owner, Context.Clock);
            if (!force)
            {
                using var session = StateSession.Load(Context.State, Context.Secrets, Context.Clock, QualifiedStack, keepClosed: true);
                var living = session.Table.All.Count(entry => !PlanScope.IsOnlyRecorded(entry.State.Custom, entry.State.Type));
                if (living + session.Table.Pending.Length > 0)
                    throw new StateException($"Stack '{Context.Stack}' still has {living} resources and {session.Table.Pending.Length} unfinished operations. Run `slipway destroy` first, or forget them with `slipway stack rm --force`; they then go on existing unrecorded.");
            }

            Context.State.Remove();
        },
        cancellationToken);

    /// <summary>The finished updates, the latest first.</summary>
    public Task<ImmutableArray<HistoryEntry>> HistoryAsync(CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            var version = 0;
            return Context.State.ReadHistory().Select(content => HistoryJson.Read(content, ++version, Context.State.Location)).Reverse().ToImmutableArray();
        },
        cancellationToken);

    /// <summary>Says what became of an operation that an interrupted update left without an end.</summary>
    /// <param name="urn">The resource the operation was about.</param>
    /// <param name="id">The id of a resource that was made; needed for a creation that was done.</param>
    /// <exception cref="EngineException">No operation on that resource is in doubt, or the id fits nothing; nothing was changed.</exception>
    public async Task SettleAsync(string urn, SettledOutcome outcome, string? id = null, CancellationToken cancellationToken = default)
    {
        var started = Context.Clock.GetUtcNow();
        Context.State.CheckWritable();
        using var held = Context.State.Lock(Context.Owner, Context.Clock);
        using var session = await Task.Run(Load, cancellationToken);
        var pending = session.Table.Pending;
        if (pending.LastOrDefault(operation => operation.Resource.Urn == urn) is not { } doubt)
        {
            var doubts = pending.IsEmpty ? "None is." : $"In doubt are: {string.Join(", ", pending.Select(operation => $"'{operation.Resource.Urn}'"))}.";
            throw new EngineException($"No operation on '{urn}' is in doubt. {doubts}");
        }

        ResourceState? now = null;
        if (outcome == SettledOutcome.Done && doubt.Kind == "creating")
        {
            if (string.IsNullOrEmpty(id)) throw new EngineException($"To record '{doubt.Resource.Name}' its id is needed. Give it with --id.");
            now = await LookAsync(doubt.Resource with { Id = id }, cancellationToken);
        }
        else if (outcome == SettledOutcome.Done && doubt.Kind == "updating" && Living() is { State: var updated })
        {
            now = await LookAsync(doubt.Resource with { Id = updated.Id, Outputs = updated.Outputs, Created = updated.Created }, cancellationToken);
        }

        // Only now are keys looked for: bringing an interrupted update's journal in gives new ones.
        session.StartJournal("settle");
        var put = ImmutableArray.CreateBuilder<(int? Key, ResourceState State)>();
        if (now is not null && doubt.Kind == "creating" && Living() is { } replaced) put.Add((replaced.Key, replaced.State with { Delete = true }));
        if (now is not null) put.Add((doubt.Kind == "updating" ? Living()?.Key : null, now));
        ImmutableArray<int> removed = outcome == SettledOutcome.Done && doubt.Kind == "deleting"
            ? [.. session.Table.All.Where(entry => entry.State.Urn == urn && entry.State.Id == doubt.Resource.Id).Select(entry => entry.Key)]
            : [];
        session.Settle(urn, [doubt], put.ToImmutable(), removed);
        session.Commit("settle", succeeded: true, started);

        (int Key, ResourceState State)? Living() => session.Table.KeyOf(urn) is { } key ? (key, session.Table[key]!) : null;
    }

    /// <summary>The resource as its provider sees it; as it was to become where no provider acts.</summary>
    private async Task<ResourceState> LookAsync(ResourceState resource, CancellationToken cancellationToken)
    {
        var now = Context.Clock.GetUtcNow();
        resource = resource with { Created = resource.Created ?? now, Modified = now };
        var provider = providers.Find(ResourceUrn.PackageOf(resource.Type));
        if (!provider.CarriesOut(resource.Type)) return resource;
        var found = await provider.ReadAsync(Planner.OperationFor(resource), cancellationToken)
            ?? throw new EngineException($"There is no '{resource.Name}' ({resource.Type}) with id '{resource.Id}'. Nothing was changed. Correct the id, or say --not-done.");
        return resource with { Outputs = Planner.MarkSecrets(found.Outputs, resource) };
    }

    /// <summary>A damaged state is not worth the place of the last good one.</summary>
    private bool StoredIsSound()
    {
        try
        {
            if (Context.State.ReadCheckpoint() is { } content) Checkpoint.Parse(content, Context.State.Location, SecretCodec.Closed());
            return true;
        }
        catch (StateException)
        {
            return false;
        }
    }
}

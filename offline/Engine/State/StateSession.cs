using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Pulumi.Offline;
using Slipway.Engine.Secrets;

namespace Slipway.Engine.State;

/// <summary>
/// The stored state during one update: what was read, what changes, and the journal that makes each change last
/// before the next one begins. Reading alone writes nothing.
/// </summary>
internal sealed class StateSession : IDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly Lock gate = new();
    private readonly IStateStore store;
    private readonly ISecretsManager manager;
    private readonly SecretCodec secrets;
    private readonly TimeProvider clock;
    private readonly string stack;
    private Checkpoint checkpoint = Checkpoint.Empty;
    private byte[]? stored;
    private byte[]? leftJournal;
    private IJournalWriter? journal;
    private string? journalledSalt;
    private long operations;

    private StateSession(IStateStore store, ISecretsManager manager, TimeProvider clock, string stack, bool keepClosed)
    {
        this.store = store;
        this.manager = manager;
        this.clock = clock;
        this.stack = stack;
        secrets = keepClosed ? SecretCodec.Closed() : new SecretCodec(manager, store.IsForComparison);
        Table = new StateTable(checkpoint);
    }

    public StateTable Table { get; private set; }

    /// <summary>True when an interrupted update left a journal whose steps are in <see cref="Table"/> but not in the checkpoint.</summary>
    public bool WasInterrupted { get; private set; }

    /// <summary>True once something differs from the stored checkpoint.</summary>
    public bool Changed { get; private set; }

    /// <summary>Why the journal can no longer be written; nothing is begun after that.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>How many secrets could not be decrypted and are compared closed.</summary>
    public int ClosedSecrets => secrets.ClosedCount;

    /// <summary>Tells this state from any other.</summary>
    public StateFingerprint Fingerprint { get; private set; } = StateFingerprint.OfNothing;

    /// <param name="keepClosed">Needs no passphrase: secrets stay encrypted and are written as they were.</param>
    public static StateSession Load(IStateStore store, ISecretsManager manager, TimeProvider clock, string stack, bool keepClosed = false)
    {
        var session = new StateSession(store, manager, clock, stack, keepClosed);
        session.Load();
        return session;
    }

    /// <summary>Stores what an interrupted update left, then opens this update's journal.</summary>
    public void StartJournal(string kind)
    {
        if (WasInterrupted)
        {
            var folded = Compose();
            var closing = Line(json =>
            {
                json.WritePropertyName("folded");
                json.WriteValue(StateFingerprint.Hash(folded));
            });
            var complete = leftJournal.AsSpan(0, leftJournal.AsSpan().LastIndexOf((byte)'\n') + 1);
            store.StartJournal([.. complete, .. closing]).Dispose();
            store.WriteCheckpoint(folded);
            store.RemoveJournal();
            stored = folded;
            checkpoint = checkpoint with { Resources = Table.InOrderOfNeed(), PendingOperations = Table.Pending };
            Table = new StateTable(checkpoint);
            WasInterrupted = false;
        }

        journalledSalt = secrets.Salt;
        journal = store.StartJournal(Line(json =>
        {
            json.WritePropertyName("journal");
            json.WriteValue(1);
            json.WritePropertyName("stack");
            json.WriteValue(stack);
            json.WritePropertyName("kind");
            json.WriteValue(kind);
            json.WritePropertyName("base");
            json.WriteValue(stored is null ? "" : StateFingerprint.Hash(stored));
            if (journalledSalt is null) return;
            json.WritePropertyName("salt");
            json.WriteValue(journalledSalt);
        }));
    }

    /// <summary>Records that an operation is about to happen. Give the number to <see cref="End"/> or <see cref="Fail"/>.</summary>
    public long Begin(string kind, ResourceState resource)
    {
        var number = Interlocked.Increment(ref operations);
        var line = Line(json =>
        {
            json.WritePropertyName("begin");
            json.WriteValue(number);
            json.WritePropertyName("operation");
            Checkpoint.WritePending(json, new PendingOperation(kind, resource), secrets);
        });
        lock (gate)
        {
            Append(line);
            Table.AddPending(number, new PendingOperation(kind, resource));
        }

        return number;
    }

    /// <summary>Records what an operation did. A key of null adds a resource; a number of 0 means there was no operation, only a note.</summary>
    public void End(long number, string urn, ImmutableArray<(int? Key, ResourceState State)> put, ImmutableArray<int> removed) =>
        Record(number, urn, put, removed, []);

    /// <summary>Records what became of operations an earlier run left in doubt. Before the journal is open, only this run knows.</summary>
    /// <param name="settled">What is known now; all of one resource.</param>
    public void Settle(string urn, ImmutableArray<PendingOperation> settled, ImmutableArray<(int? Key, ResourceState State)> put, ImmutableArray<int> removed) =>
        Record(0, urn, put, removed, settled);

    private void Record(long number, string urn, ImmutableArray<(int? Key, ResourceState State)> put, ImmutableArray<int> removed, ImmutableArray<PendingOperation> settled)
    {
        lock (gate)
        {
            var next = Table.NextKey;
            var puts = put.Select(entry => (Key: entry.Key ?? next++, entry.State)).ToArray();
            if (journal is not null) Journal(puts);
            foreach (var (key, state) in puts) Table.Put(key, state);
            foreach (var key in removed) Table.Remove(key);
            foreach (var operation in settled) Table.SettlePending(operation.Kind, urn, operation.Resource.Id);
            if (number != 0) Table.EndPending(number);
        }

        void Journal((int Key, ResourceState State)[] puts)
        {
            Append(Line(json =>
            {
                json.WritePropertyName("end");
                json.WriteValue(number);
                json.WritePropertyName("urn");
                json.WriteValue(urn);
                json.WritePropertyName("put");
                json.WriteStartArray();
                foreach (var (key, state) in puts)
                {
                    json.WriteStartObject();
                    json.WritePropertyName("key");
                    json.WriteValue(key);
                    json.WritePropertyName("resource");
                    ResourceJson.Write(json, state, secrets);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WritePropertyName("removed");
                json.WriteStartArray();
                foreach (var key in removed) json.WriteValue(key);
                json.WriteEndArray();
                if (settled.IsEmpty) return;
                json.WritePropertyName("settled");
                json.WriteStartArray();
                foreach (var operation in settled)
                {
                    json.WriteStartObject();
                    json.WritePropertyName("type");
                    json.WriteValue(operation.Kind);
                    json.WritePropertyName("id");
                    json.WriteValue(operation.Resource.Id);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }));
            Changed = true;
        }
    }

    /// <summary>Takes over how a resource was found to be, for this run only; null when it is gone.</summary>
    public void Assume(int key, ResourceState? found)
    {
        if (found is null) Table.Remove(key);
        else Table.Put(key, found);
    }

    /// <summary>Where the living resource of that URN is kept.</summary>
    public int KeyOf(string urn)
    {
        lock (gate)
        {
            return Table.KeyOf(urn) ?? throw new InvalidOperationException($"'{urn}' is not recorded.");
        }
    }

    /// <summary>Records that an operation ended without effect on what is stored.</summary>
    public void Fail(long number)
    {
        lock (gate)
        {
            Append(Line(json =>
            {
                json.WritePropertyName("failed");
                json.WriteValue(number);
            }));
            Table.ForgetPending(number);
        }
    }

    /// <summary>Writes the new checkpoint, when anything changed, and closes the journal.</summary>
    public void Commit(string kind, bool succeeded, DateTimeOffset started)
    {
        lock (gate)
        {
            if (journal is null) return;
            var pendingChanged = !Table.Pending.SequenceEqual(checkpoint.PendingOperations);
            if (Changed || pendingChanged)
            {
                var content = Compose();
                Append(Line(json =>
                {
                    json.WritePropertyName("folded");
                    json.WriteValue(StateFingerprint.Hash(content));
                }));
                store.WriteCheckpoint(content);
                store.AddHistory(clock.GetUtcNow(), HistoryJson.Write(kind, succeeded, started, clock.GetUtcNow()), content);
            }

            journal.Dispose();
            journal = null;
            store.RemoveJournal();
        }
    }

    /// <summary>What is stored, in the form of <c>stack export</c>.</summary>
    public byte[] Export() =>
        (checkpoint with { Resources = Table.InOrderOfNeed(), PendingOperations = Table.Pending }).ToDeployment(secrets, manager.Type);

    public void Dispose() => journal?.Dispose();

    private void Load()
    {
        stored = store.ReadCheckpoint();
        leftJournal = store.ReadJournal();
        Fingerprint = new StateFingerprint(stored, leftJournal);
        secrets.UseStored(null);
        if (stored is not null) checkpoint = Checkpoint.Parse(stored, store.Location, secrets);
        Table = new StateTable(checkpoint);
        if (leftJournal is null) return;
        var replay = new JournalReplay(store.Location, secrets, Table);
        WasInterrupted = replay.Run(leftJournal, stored is null ? "" : StateFingerprint.Hash(stored));
        if (!WasInterrupted) Table = new StateTable(checkpoint);
    }

    private byte[] Compose() =>
        (checkpoint with { Resources = Table.InOrderOfNeed(), PendingOperations = Table.Pending, Manifest = Checkpoint.ManifestAt(clock.GetUtcNow()) })
        .ToBytes(stack, secrets, manager.Type);

    private void Append(byte[] line)
    {
        if (Broken is not null) throw new StateException($"The journal of '{store.Location}' could not be written: {Broken.Message}", Broken);
        if (journal is null) throw new InvalidOperationException("The journal is not open.");
        try
        {
            Write(journal, line);
        }
        catch (Exception error)
        {
            // Whatever it was, nothing more may be begun: an intent that is not on disk must not be carried out.
            Broken = error;
            throw;
        }
    }

    private void Write(IJournalWriter journal, byte[] line)
    {
        // A secret may just have made the stack's salt; without it the journal could not be read again.
        if (secrets.Salt is { } salt && salt != journalledSalt)
        {
            journalledSalt = salt;
            journal.Append(Line(json =>
            {
                json.WritePropertyName("salt");
                json.WriteValue(salt);
            }));
        }

        journal.Append(line);
    }

    private static byte[] Line(Action<JsonTextWriter> write)
    {
        var stream = new MemoryStream();
        using (var json = new JsonTextWriter(new StreamWriter(stream, new UTF8Encoding(false), 1024, leaveOpen: true)))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        stream.Write(LineEnd);
        return stream.ToArray();
    }
}

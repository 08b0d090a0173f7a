using System.Globalization;
using Newtonsoft.Json;

namespace Slipway.Engine.State;

/// <summary>
/// A stack's lock: a file that names its owner and is renewed while held. A dead owner's lock is taken over.
/// </summary>
public sealed class StackLock : IStackLease
{
    internal const string LeaseFile = "lease.json";

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    /// <summary>An owner on another machine that was silent for this long is taken for dead.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private readonly Lock gate = new();
    private readonly string path;
    private readonly LockOwner owner;
    private readonly DateTimeOffset since;
    private readonly TimeProvider clock;
    private readonly ITimer heartbeat;
    private DateTimeOffset renewed;
    private long renewedTicks;
    private bool released;

    private StackLock(string path, LockOwner owner, TimeProvider clock)
    {
        this.path = path;
        this.owner = owner;
        this.clock = clock;
        since = clock.GetUtcNow();
        Write();
        heartbeat = clock.CreateTimer(_ => Renew(), null, RenewEvery, RenewEvery);
    }

    /// <summary>Takes the lock kept in <paramref name="folder"/>, or says who has it.</summary>
    /// <exception cref="StackLockedException">A living owner has it.</exception>
    public static StackLock Take(string folder, string stack, LockOwner owner, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, LeaseFile);
        // Judging and taking must not interleave with another process doing the same. The guard is an
        // advisory file lock, so it ends with its process.
        using var guard = OpenGuard(Path.Combine(folder, "guard"), stack);
        if (Read(path) is { } held && IsAlive(held, owner, clock))
        {
            var ahead = held.Heartbeat - clock.GetUtcNow();
            var next = held.Host != owner.Host && ahead > Lease
                ? $"Its last sign of life is {ahead.TotalSeconds:0} s ahead of this machine's clock, so whether it lives cannot be told: one of the two clocks is wrong. Set it right, or, when no update runs there, delete '{path}'."
                : "Wait for it to end, or end that process; its lock is then taken over by itself.";
            throw new StackLockedException(
                $"Stack '{stack}' is being updated by {held.User} on {held.Host} (process {held.ProcessId}, since {held.Since:yyyy-MM-dd HH:mm:ss}Z). {next}");
        }

        return new StackLock(path, owner, clock);
    }

    public void Confirm()
    {
        lock (gate)
        {
            // Both clocks: the one stands still while a machine sleeps, the other may be set back.
            if (clock.GetElapsedTime(renewedTicks) < RenewEvery * 2 && (clock.GetUtcNow() - renewed).Duration() < RenewEvery * 2) return;
            if (!IsOurs())
            {
                throw new StackLockedException(
                    $"The lock '{path}' was taken over by another process, because this one showed no sign of life since {renewed:yyyy-MM-dd HH:mm:ss}Z. "
                    + "Nothing more was begun; what was done is recorded. Run again when the other update has ended.");
            }

            Write();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (released) return;
            released = true;
            heartbeat.Dispose();
            // Somebody who took us for dead owns the file now; it is theirs.
            if (IsOurs()) File.Delete(path);
        }
    }

    private bool IsOurs() =>
        Read(path) is { } held && held.ProcessId == owner.ProcessId && held.Host == owner.Host && held.Since == since;

    private static FileStream OpenGuard(string path, string stack)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StackLockedException($"Stack '{stack}' is just being locked by another update ({error.Message}). Try again.");
        }
    }

    private static bool IsAlive(Holder held, LockOwner asking, TimeProvider clock)
    {
        if (held.Host == asking.Host) return LockOwner.StartOf(held.ProcessId) == held.ProcessStart;
        return clock.GetUtcNow() - held.Heartbeat < Lease;
    }

    private static Holder? Read(string path)
    {
        try
        {
            using var reader = new JsonTextReader(new StreamReader(path)) { DateParseHandling = DateParseHandling.None };
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.PropertyName) continue;
                var name = (string)reader.Value!;
                fields[name] = reader.ReadAsString() ?? "";
            }

            return new Holder(
                fields.GetValueOrDefault("username", "?"),
                fields.GetValueOrDefault("hostname", "?"),
                int.Parse(fields.GetValueOrDefault("pid", "0"), CultureInfo.InvariantCulture),
                fields.GetValueOrDefault("processStart", ""),
                Time("timestamp"),
                Time("heartbeat"));

            DateTimeOffset Time(string name) =>
                DateTimeOffset.TryParse(fields.GetValueOrDefault(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException)
        {
            throw new StackLockedException($"The lock '{path}' cannot be read ({error.Message}). When no update runs, delete it.");
        }
    }

    private void Renew()
    {
        lock (gate)
        {
            if (released) return;
            try
            {
                if (IsOurs()) Write();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or StackLockedException)
            {
                // A full disk for a moment must not end the update; the next beat tries again.
            }
        }
    }

    private void Write()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            json.WritePropertyName("pid");
            json.WriteValue(owner.ProcessId);
            json.WritePropertyName("username");
            json.WriteValue(owner.User);
            json.WritePropertyName("hostname");
            json.WriteValue(owner.Host);
            json.WritePropertyName("timestamp");
            json.WriteValue(since.ToString("O", CultureInfo.InvariantCulture));
            json.WritePropertyName("processStart");
            json.WriteValue(owner.ProcessStart);
            json.WritePropertyName("heartbeat");
            json.WriteValue(clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        var temporary = $"{path}.{owner.ProcessId}.tmp";
        File.WriteAllText(temporary, text.ToString());
        File.Move(temporary, path, overwrite: true);
        renewed = clock.GetUtcNow();
        renewedTicks = clock.GetTimestamp();
    }

    private sealed record Holder(string User, string Host, int ProcessId, string ProcessStart, DateTimeOffset Since, DateTimeOffset Heartbeat);
}

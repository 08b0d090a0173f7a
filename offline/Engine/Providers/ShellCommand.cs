using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace Slipway.Engine.Providers;

/// <summary>One run of a command line through an interpreter.</summary>
internal sealed record ShellCommand
{
    private const string HiddenText = "SLIPWAY_HIDDEN_COMMAND";

    /// <summary>What a command left behind may go on writing; nobody waits longer for it than this after the command ended.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Starts a program in a session of its own. Without it a Ctrl-C on the terminal would reach every command
    /// directly, and what was to be finished would die. Null where the system has no such program; commands then share the terminal's fate.
    /// </summary>
    private static readonly string? OwnSession = OperatingSystem.IsWindows() ? null : Find("setsid");

    public required string Text { get; init; }

    /// <summary>True when the text itself must not show in the process list.</summary>
    public bool IsSecret { get; init; }

    public required ImmutableArray<string> Interpreter { get; init; }

    public string? Folder { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public string? Input { get; init; }

    public Action<string>? OnOutput { get; init; }

    public Action<string>? OnError { get; init; }

    public async Task<ShellResult> RunAsync(CancellationToken cancellationToken)
    {
        // Not disposed while something it left behind still holds its pipes: closing them would kill that with SIGPIPE.
        var process = Start();
        using var kill = cancellationToken.Register(() => Kill(process));
        var output = new Capture(process.StandardOutput.BaseStream, OnOutput);
        var error = new Capture(process.StandardError.BaseStream, OnError);
        var reading = Task.WhenAll(output.Reading, error.Reading);
        await FeedAsync(process);
        await process.WaitForExitAsync(CancellationToken.None);
        while (!reading.IsCompleted)
        {
            var before = output.Length + error.Length;
            await Task.WhenAny(reading, Task.Delay(Drain, CancellationToken.None));
            if (output.Length + error.Length == before) break;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = new ShellResult(process.ExitCode, output.Finish(), error.Finish());
        if (reading.IsCompleted) process.Dispose();
        return result;
    }

    private Process Start()
    {
        var program = Find(Interpreter[0]) ?? throw Missing("there is no such program on PATH");
        var start = new ProcessStartInfo(OwnSession ?? program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder ?? "",
        };
        if (OwnSession is not null) start.ArgumentList.Add(program);
        foreach (var argument in Interpreter.Skip(1)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        if (IsSecret && Interpreter is [.., "-c"] && Path.GetFileName(Interpreter[0]).EndsWith("sh", StringComparison.Ordinal))
        {
            // Arguments show in every user's process list; the environment shows to the owner only.
            start.Environment[HiddenText] = Text;
            start.ArgumentList.Add($"hidden=${HiddenText}; unset {HiddenText}; eval \"$hidden\"");
        }
        else if (IsSecret)
        {
            throw new ProviderException($"its command text is secret, and the interpreter '{Interpreter[0]}' would show it in the process list. Pass the secret by 'environment' or 'stdin'.");
        }
        else
        {
            start.ArgumentList.Add(Text);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw Missing(error.Message, error);
        }
    }

    private ProviderException Missing(string reason, Exception? inner = null) =>
        new($"the interpreter '{Interpreter[0]}' cannot be started: {reason}. Install it or correct 'interpreter'.", inner);

    private static string? Find(string program)
    {
        // Windows has its own rules (extensions, the system folder) and applies them when it starts the program.
        if (OperatingSystem.IsWindows()) return program;
        if (program.Contains('/', StringComparison.Ordinal)) return File.Exists(program) ? Path.GetFullPath(program) : null;
        var folders = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        return folders.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    private async Task FeedAsync(Process process)
    {
        try
        {
            if (Input is { Length: > 0 })
            {
                await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(Input));
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command ended, or closed its input, without reading it all: its right.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private sealed class Capture
    {
        private readonly Lock gate = new();
        private readonly ArrayBufferWriter<byte> bytes = new();
        private readonly Action<string>? onLine;
        private int told;
        private bool finished;

        public Capture(Stream stream, Action<string>? onLine)
        {
            this.onLine = onLine;
            Reading = ReadAsync(stream);
        }

        public Task Reading { get; }

        public long Length
        {
            get
            {
                lock (gate)
                {
                    return bytes.WrittenCount;
                }
            }
        }

        public string Finish()
        {
            lock (gate)
            {
                finished = true;
                if (told < bytes.WrittenCount) Tell(bytes.WrittenCount);
                return Encoding.UTF8.GetString(bytes.WrittenSpan);
            }
        }

        private async Task ReadAsync(Stream stream)
        {
            var buffer = new byte[16 * 1024];
            while (true)
            {
                int read;
                try
                {
                    read = await stream.ReadAsync(buffer);
                }
                catch (Exception error) when (error is IOException or ObjectDisposedException)
                {
                    return;
                }

                if (read == 0) return;
                lock (gate)
                {
                    // What comes after the result was taken belongs to a process left behind.
                    if (finished) continue;
                    bytes.Write(buffer.AsSpan(0, read));
                    var end = bytes.WrittenSpan[told..].LastIndexOf((byte)'\n');
                    if (end >= 0) Tell(told + end + 1);
                }
            }
        }

        private void Tell(int until)
        {
            var text = Encoding.UTF8.GetString(bytes.WrittenSpan[told..until]);
            told = until;
            if (onLine is null) return;
            foreach (var line in text.TrimEnd('\n').Split('\n')) onLine(line.TrimEnd('\r'));
        }
    }
}

internal sealed record ShellResult(int ExitCode, string Output, string Error);

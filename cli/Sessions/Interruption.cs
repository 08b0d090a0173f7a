using System.Runtime.InteropServices;

namespace Slipway.Cli.Sessions;

/// <summary>Ctrl-C: the first asks to finish what runs and stop, the second breaks it off.</summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Terminal _error;
    private ImmutableRegistrations _registrations;

    public Interruption(Terminal error) => _error = error;

    /// <summary>Start nothing new; what runs is finished and recorded.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Break off what runs.</summary>
    public CancellationToken Abort => _abort.Token;

    /// <summary>Set by commands that have nothing to finish: stopping is then not worth a word.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Listens to the signals of this process.</summary>
    public Interruption OnSignals()
    {
        void Handle(PosixSignalContext signal)
        {
            signal.Cancel = true;
            Interrupt();
        }

        _registrations = new ImmutableRegistrations(
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        return this;
    }

    public void Interrupt()
    {
        if (_abort.IsCancellationRequested) Environment.Exit((int)ExitCode.Failed);
        if (_stop.IsCancellationRequested)
        {
            if (!IsQuiet) _error.WriteLine("Breaking off.");
            _abort.Cancel();
            return;
        }

        if (!IsQuiet) _error.WriteLine("Stopping: finishing what runs. Press Ctrl-C again to break it off.");
        _stop.Cancel();
    }

    public void Dispose()
    {
        _registrations.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }

    private readonly record struct ImmutableRegistrations(IDisposable? Interrupt, IDisposable? Terminate) : IDisposable
    {
        public void Dispose()
        {
            Interrupt?.Dispose();
            Terminate?.Dispose();
        }
    }
}

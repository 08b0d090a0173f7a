using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Slipway.ServiceDefaults;

public sealed partial class Service
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Misused = 2;

    /// <summary>Runs the command named first in <paramref name="args"/> (<c>serve</c> without one) and gives the exit code.</summary>
    public Task<int> RunAsync(string[] args) => RunAsync(args, settings: null, Console.Error, CancellationToken.None);

    /// <summary>The same with settings and error output of the caller's.</summary>
    public async Task<int> RunAsync(string[] args, IEnumerable<KeyValuePair<string, string?>>? settings, TextWriter error, CancellationToken cancellationToken)
    {
        var name = args.FirstOrDefault() ?? "serve";
        if (!_commands.TryGetValue(name, out var command) || args.Length > 1)
        {
            await error.WriteLineAsync(Usage(args.Length > 1 && command is not null ? $"'{name}' takes no arguments, but got '{string.Join(' ', args[1..])}'." : $"'{name}' is not a command of {_name}."));
            return Misused;
        }

        try
        {
            await using var app = Build(name, settings);
            switch (command.Kind)
            {
                case CommandKind.Migrate:
                    await OnceAsync(app, MigrateAsync, cancellationToken);
                    break;
                case CommandKind.Once:
                    await OnceAsync(app, command.Run!, cancellationToken);
                    break;
                default:
                    if (await StartAsync(app, cancellationToken) is { } problem)
                    {
                        await error.WriteLineAsync($"{_name}: {problem}");
                        return Failed;
                    }

                    await app.WaitForShutdownAsync(cancellationToken);
                    break;
            }

            return Done;
        }
        catch (SettingsException refused)
        {
            foreach (var problem in refused.Problems) await error.WriteLineAsync($"{_name}: {problem}");
            return Misused;
        }
        catch (MigrationException refused)
        {
            await error.WriteLineAsync($"{_name}: {refused.Message}");
            return Failed;
        }
        catch (NpgsqlException unreachable) when (command.Kind is CommandKind.Migrate or CommandKind.Once)
        {
            await error.WriteLineAsync($"{_name}: the database refused or did not answer: {unreachable.Message} Check the Database__* variables and that the server runs.");
            return Failed;
        }
        catch (OperationCanceledException) when (command.Kind is CommandKind.Migrate or CommandKind.Once)
        {
            await error.WriteLineAsync($"{_name}: '{name}' was stopped before it was done.");
            return Failed;
        }
    }

    private async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<Migrator>().MigrateAsync(async token =>
        {
            foreach (var run in _afterMigrations) await run(services, token);
        }, cancellationToken);

    /// <summary>Starts listening, or says why that cannot be.</summary>
    private static async Task<string?> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var listen = app.Services.GetRequiredService<ListenOptions>();
        try
        {
            await app.StartAsync(cancellationToken);
            return null;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return $"port {listen.Port} on {listen.Host} is taken by another program. Set PORT to a free port.";
        }
        catch (SocketException refused)
        {
            return $"cannot listen on {listen.Host}, port {listen.Port}: {refused.Message}. Set HOST to an address of this machine and PORT to a port this user may open (above 1023).";
        }
    }

    /// <summary>Runs without listening; SIGTERM and Ctrl+C cancel.</summary>
    private static async Task OnceAsync(WebApplication app, Func<IServiceProvider, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await run(app.Services, stop.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private string Usage(string problem) =>
        $"{_name}: {problem} Commands:{Environment.NewLine}" +
        string.Join(Environment.NewLine, _commands.Select(command => $"  {command.Key,-10} {command.Value.Description}"));
}

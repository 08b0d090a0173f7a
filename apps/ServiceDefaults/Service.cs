using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.ServiceDefaults;

/// <summary>
/// A service of the platform: what it is called, what it needs and what it answers. Everything that all services share
/// (commands, health, metrics, logs, traces, problem details, graceful stop, migrations) comes with it.
/// </summary>
/// <example><code>
/// return await Service.Named("portfolio")
///     .WithPostgres()
///     .WithServices(services => services.AddSingleton&lt;Assets&gt;())
///     .WithRoutes(app => app.MapAssets())
///     .RunAsync(args);
/// </code></example>
public sealed partial class Service
{
    private readonly string _name;
    private readonly Assembly _assembly;
    private readonly List<(Type Type, string Section)> _options = [];
    private readonly List<Action<IServiceCollection>> _services = [];
    private readonly List<Action<WebApplication>> _routes = [];
    private readonly List<(string Name, Func<IServiceProvider, CancellationToken, Task> Probe)> _checks = [];
    private readonly SortedDictionary<string, Command> _commands = new(StringComparer.Ordinal);
    private readonly List<Func<IServiceProvider, CancellationToken, Task>> _afterMigrations = [];
    private bool _postgres;

    private Service(string name, Assembly assembly)
    {
        _name = name;
        _assembly = assembly;
        _commands["serve"] = new("answers requests (the default)", CommandKind.Serve);
    }

    /// <summary>Starts the description. Version and migrations are those of <paramref name="assembly"/>, by default the calling one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Service Named(string name, Assembly? assembly = null) => new(name, assembly ?? Assembly.GetCallingAssembly());

    /// <summary>
    /// Needs a PostgreSQL database: registers an <c>NpgsqlDataSource</c>, the <c>migrate</c> command with the assembly's
    /// embedded <c>Migrations/0001_name.sql</c> files, and the readiness checks <c>database</c> and <c>schema</c>.
    /// </summary>
    public Service WithPostgres()
    {
        _postgres = true;
        _commands["migrate"] = new("brings the database's schema up to date", CommandKind.Migrate);
        return this;
    }

    /// <summary>Reads a plain class from a section; it is checked at start and registered as a singleton. <see cref="RunAsync(string[])"/> reports every problem at once.</summary>
    public Service WithOptions<T>(string section) where T : class, new()
    {
        _options.Add((typeof(T), section));
        return this;
    }

    /// <summary>Registers the service's own types.</summary>
    public Service WithServices(Action<IServiceCollection> add)
    {
        _services.Add(add);
        return this;
    }

    /// <summary>Maps the service's own endpoints; only <c>serve</c> has them.</summary>
    public Service WithRoutes(Action<WebApplication> map)
    {
        _routes.Add(map);
        return this;
    }

    /// <summary>Adds a readiness check. It returns when all is well and throws when not; its time is limited to two seconds.</summary>
    public Service WithCheck(string name, Func<IServiceProvider, CancellationToken, Task> probe)
    {
        _checks.Add((name, probe));
        return this;
    }

    /// <summary>Adds a command that does one thing and ends.</summary>
    public Service WithCommand(string name, string description, Func<IServiceProvider, CancellationToken, Task> run)
    {
        _commands[name] = new(description, CommandKind.Once, Run: run);
        return this;
    }

    /// <summary>Adds a command that works until it is stopped: its hosted services, with health and metrics but without the routes.</summary>
    public Service WithWorker(string name, string description, Action<IServiceCollection> add)
    {
        _commands[name] = new(description, CommandKind.Work, Add: add);
        return this;
    }

    /// <summary>Runs after the migrations, under the same lock: demonstration data and the like. Must bear being repeated.</summary>
    public Service AfterMigrations(Func<IServiceProvider, CancellationToken, Task> run)
    {
        _afterMigrations.Add(run);
        return this;
    }

    private enum CommandKind
    {
        Serve,
        Work,
        Once,
        Migrate,
    }

    private sealed record Command(
        string Description,
        CommandKind Kind,
        Func<IServiceProvider, CancellationToken, Task>? Run = null,
        Action<IServiceCollection>? Add = null);
}

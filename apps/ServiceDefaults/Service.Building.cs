using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Slipway.ServiceDefaults;

public sealed partial class Service
{
    // Requests, failures, start and stop are logged here already, and Npgsql would log every statement.
    private static readonly Dictionary<string, string?> QuietCategories = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware"] = "None",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
    };

    /// <summary>
    /// Builds the host of a command without starting it. Throws <see cref="SettingsException"/> when the configuration
    /// cannot be used. Tests pass <paramref name="settings"/>, which win over files and environment variables.
    /// </summary>
    public WebApplication Build(string command = "serve", IEnumerable<KeyValuePair<string, string?>>? settings = null, Stream? logs = null)
    {
        var given = settings?.ToDictionary(StringComparer.OrdinalIgnoreCase) ?? [];
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = _assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = given.GetValueOrDefault("Environment"),
            // A service is configured once; watching files costs a thread and inotify handles, which are few.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        // Below everything else, so that Logging__LogLevel__* can say otherwise.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietCategories });
        builder.Configuration.AddInMemoryCollection(given);
        var identity = new ServiceIdentity(_name, Version(_assembly));
        builder.Services.AddSingleton(identity);
        AddLogs(builder, logs ?? Console.OpenStandardOutput());
        ReadSettings(builder, identity);
        AddWeb(builder, identity);
        foreach (var (name, probe) in _checks)
            builder.Services.AddSingleton(provider => new HealthProbe(name, token => probe(provider, token)));
        foreach (var add in _services) add(builder.Services);
        _commands[command].Add?.Invoke(builder.Services);
        var app = builder.Build();
        Map(app, withRoutes: _commands[command].Kind == CommandKind.Serve);
        return app;
    }

    private void ReadSettings(WebApplicationBuilder builder, ServiceIdentity identity)
    {
        var configuration = builder.Configuration;
        var reader = new SettingsReader(configuration);
        var listen = reader.Read<ListenOptions>("");
        // The .NET images set this. Nothing outside a container can reach its loopback address.
        if (string.IsNullOrEmpty(configuration["HOST"]) && configuration["DOTNET_RUNNING_IN_CONTAINER"] == "true") listen.Host = "0.0.0.0";
        var cors = reader.Read<CorsOptions>("Cors");
        var stop = reader.Read<StopOptions>("Stop");
        foreach (var (type, section) in _options) builder.Services.AddSingleton(type, reader.Read(type, section));
        var database = _postgres ? reader.Read<DatabaseOptions>("Database") : null;
        var connection = database?.Resolve(reader, configuration, identity.Name);
        if (reader.Problems.Count > 0) throw new SettingsException(reader.Problems);

        builder.Services.AddSingleton(listen).AddSingleton(cors).AddSingleton(stop);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen.Address, listen.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(stop.NoticeSeconds + stop.DrainSeconds));
        if (connection is not null) AddDatabase(builder.Services, connection, TimeSpan.FromSeconds(database!.WaitSeconds), identity);
    }

    private void AddDatabase(IServiceCollection services, string connection, TimeSpan patience, ServiceIdentity identity)
    {
        services.AddSingleton(provider => new NpgsqlDataSourceBuilder(connection)
        {
            // Metrics label their pool with it; without a name that would be the connection string.
            Name = identity.Name,
        }.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>()).Build());
        var migrations = new Lazy<IReadOnlyList<Migration>>(() => Migration.In(_assembly));
        services.AddSingleton(provider => new Migrator(provider.GetRequiredService<NpgsqlDataSource>(), migrations.Value, patience, provider.GetRequiredService<ILogger<Migrator>>()));
        services.AddSingleton(provider => new HealthProbe("database", async token =>
        {
            await using var command = provider.GetRequiredService<NpgsqlDataSource>().CreateCommand("select 1");
            await command.ExecuteScalarAsync(token);
        }));
        // A schema only ever moves forward: once seen to be current it need not be asked about again.
        var current = false;
        services.AddSingleton(provider => new HealthProbe("schema", async token =>
        {
            if (current) return;
            await provider.GetRequiredService<Migrator>().RequireCurrentAsync(token);
            current = true;
        }));
    }

    private static void AddLogs(WebApplicationBuilder builder, Stream output)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new JsonLoggerProvider(output));
    }

    private static void AddWeb(WebApplicationBuilder builder, ServiceIdentity identity)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<PrometheusMetrics>();
        services.AddSingleton<HealthProbes>();
        services.AddSingleton(provider => new Tracing(identity, builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]));
        services.AddHostedService<Lifecycle>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = ProblemHandler.Complete);
        services.AddExceptionHandler<ProblemHandler>();
        // A request that cannot be bound is explained in production too.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        });
        services.AddCors();
        services.AddOpenApi(options => options
            .AddDocumentTransformer((document, _, _) => ApiDocument.CompleteAsync(document, identity))
            .AddSchemaTransformer((schema, context, _) => ApiDocument.CompleteAsync(schema, context.JsonTypeInfo.Type)));
    }

    private void Map(WebApplication app, bool withRoutes)
    {
        // Made now: they listen from here on.
        app.Services.GetRequiredService<PrometheusMetrics>();
        app.Services.GetRequiredService<Tracing>();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        // A router gives up what is silent for a minute.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15) });
        app.UseMiddleware<WebSocketFarewell>();
        app.UseRouting();
        app.UseCors(policy => AllowOrigins(policy, app.Services.GetRequiredService<CorsOptions>(), app.Environment.IsDevelopment()));
        PlatformApi.Map(app);
        if (!withRoutes) return;
        app.MapOpenApi("/openapi.json").WithMetadata(PlatformEndpoint.Instance);
        foreach (var map in _routes) map(app);
    }

    private static void AllowOrigins(CorsPolicyBuilder policy, CorsOptions options, bool development)
    {
        if (options.Origins.Count > 0) policy.WithOrigins([.. options.Origins]);
        else if (development) policy.SetIsOriginAllowed(origin => Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.IsLoopback);
        else return;
        policy.AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("ETag", "Retry-After", "Deprecation", "Location", "Link").SetPreflightMaxAge(TimeSpan.FromMinutes(10));
    }

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Slipway.Servers;
using Slipway.ServiceDefaults;

namespace Slipway.Portfolio.Tests;

[CollectionDefinition(Name)]
public sealed class WithPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>Each test gets the whole service on a port of its own, over an own database of a real server.</summary>
[Collection(WithPostgres.Name)]
public abstract class PortfolioTest(PostgresServer server) : IAsyncLifetime
{
    private WebApplication? _app;

    protected PostgresServer Server { get; } = server;

    protected string Database { get; private set; } = "";

    protected HttpClient Client { get; private set; } = new();

    protected MemoryStream Log { get; } = new();

    protected static string Assembly => typeof(PortfolioService).Assembly.Location;

    protected virtual Dictionary<string, string?> Settings => [];

    public virtual async Task InitializeAsync()
    {
        Database = await Server.CreateDatabaseAsync();
        await MigrateAsync();
        _app = PortfolioService.Define().Build("serve", Everything(), Log);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new(address) };
    }

    public virtual async Task DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }

    protected async Task<int> MigrateAsync(params (string Name, string Value)[] more)
    {
        var settings = Everything();
        foreach (var (name, value) in more) settings[name] = value;
        await using var errors = new StringWriter();
        var code = await PortfolioService.Define().RunAsync(["migrate"], settings, errors, CancellationToken.None);
        Assert.Equal("", errors.ToString());
        return code;
    }

    protected async Task<JsonElement> GetAsync(string path) => await ReadAsync(await Client.GetAsync(path));

    protected static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    protected async Task<HttpResponseMessage> ImportAsync(string text, string type = "text/csv")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await Client.PostAsync("/assets:import", content);
    }

    protected async Task<T?> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }

    protected Dictionary<string, string> Variables => new()
    {
        ["Database__Host"] = PostgresServer.Host,
        ["Database__Port"] = $"{Server.Port}",
        ["Database__Name"] = new NpgsqlConnectionStringBuilder(Database).Database!,
        ["Database__Username"] = PostgresServer.Username,
        ["Database__Password"] = PostgresServer.Password,
    };

    private Dictionary<string, string?> Everything()
    {
        var settings = new Dictionary<string, string?>(Settings) { ["PORT"] = "0" };
        foreach (var (name, value) in Variables) settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        return settings;
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using Slipway.Servers;

namespace Slipway.Portfolio.Tests;

public sealed class OpenApiTests(PostgresServer server) : PortfolioTest(server)
{
    [Fact]
    public async Task The_committed_document_is_the_one_served()
    {
        var served = (await Client.GetStringAsync("/openapi.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var committed = Path.Combine(Path.GetDirectoryName(Here())!, "../../apps/Portfolio/openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(committed, served);

        Assert.True(File.Exists(committed) && await File.ReadAllTextAsync(committed) == served,
            "apps/Portfolio/openapi.json is not what the service serves. If the change is wanted: UPDATE_SNAPSHOTS=1 dotnet test tests/Portfolio.Tests --filter OpenApiTests");
    }

    [Fact]
    public async Task Every_call_and_every_answer_is_described_in_snake_case()
    {
        var document = await GetAsync("/openapi.json");

        Assert.Equal(["/assets", "/assets:import", "/health", "/insights"], document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        var list = document.GetProperty("paths").GetProperty("/assets").GetProperty("get");
        Assert.Equal(["limit", "cursor", "status", "due_before", "due_after", "sort"], list.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(["200", "400"], list.GetProperty("responses").EnumerateObject().Select(answer => answer.Name));
        Assert.True(document.GetProperty("components").GetProperty("schemas").GetProperty("Asset").GetProperty("properties").TryGetProperty("nominal_value", out var value) && value.ValueKind == JsonValueKind.Object);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}

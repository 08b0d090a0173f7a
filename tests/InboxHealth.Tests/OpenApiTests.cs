using System.Runtime.CompilerServices;
using System.Text.Json;
using Slipway.Servers;

namespace Slipway.InboxHealth.Tests;

[Collection(ServersCollection.Name)]
public sealed class OpenApiTests(PostgresServer server)
{
    [Fact]
    public async Task The_committed_document_is_the_one_served()
    {
        await using var inbox = await Inbox.StartAsync(server);

        var served = (await inbox.Monitor.GetStringAsync("/openapi.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var committed = Path.Combine(Path.GetDirectoryName(Here())!, "../../apps/InboxHealth/openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(committed, served);

        Assert.True(File.Exists(committed) && await File.ReadAllTextAsync(committed) == served,
            "apps/InboxHealth/openapi.json is not what the service serves. If the change is wanted: UPDATE_SNAPSHOTS=1 dotnet test tests/InboxHealth.Tests --filter OpenApiTests");
    }

    [Fact]
    public async Task Every_answer_of_the_webhook_is_described()
    {
        await using var inbox = await Inbox.StartAsync(server);

        using var document = JsonDocument.Parse(await inbox.Monitor.GetStringAsync("/openapi.json"));

        var paths = document.RootElement.GetProperty("paths");
        Assert.Equal(["/api/v1/probes", "/webhooks/vapi"], paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["200", "400", "401", "413", "503"], paths.GetProperty("/webhooks/vapi").GetProperty("post").GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}

using System.Net;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests;

/// <summary>A stack of a checkout: its commands, and the door to what runs there.</summary>
public sealed class Stack(Checkout checkout, string name, int basePort)
{
    // Names under .localhost are this machine; not every resolver knows it, so the name goes into the header.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    private JObject? _addresses;

    public string Name => name;

    public int BasePort => basePort;

    public Task<Result> SlipwayAsync(params string[] arguments) => checkout.SlipwayAsync([.. arguments, "--stack", name]);

    public async Task<JToken> GetAsync(string workload, string path)
    {
        using var response = await SendAsync(HttpMethod.Get, workload, path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"GET {workload}{path}: {(int)response.StatusCode} {text}");
        return JToken.Parse(text);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string workload, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{basePort}{path}")) { Content = content };
        request.Headers.Host = $"{workload}.localhost:{basePort}";
        foreach (var (header, value) in headers)
            request.Headers.Add(header, value);
        return await Http.SendAsync(request);
    }

    public static async Task<byte[]> GetBytesAsync(Uri address) => await Http.GetByteArrayAsync(address);

    /// <summary>The services that run, by name.</summary>
    public async Task<Dictionary<string, JObject>> ServicesAsync()
    {
        var status = await SlipwayAsync("status", "--json");
        return status.Json["services"]!.ToDictionary(service => (string)service["name"]!, service => (JObject)service);
    }

    /// <summary>Every target Prometheus scrapes, with its health.</summary>
    public async Task<Dictionary<string, string>> TargetsAsync()
    {
        var answer = await ToolAsync("prometheus", "/api/v1/targets");
        return answer["data"]!["activeTargets"]!.ToDictionary(
            target => $"{target["labels"]!["job"]} {target["labels"]!["instance"]}",
            target => (string)target["health"]!);
    }

    /// <summary>What Prometheus answers to an expression: each series' labels and value.</summary>
    public async Task<JToken> QueryAsync(string expression) =>
        (await ToolAsync("prometheus", $"/api/v1/query?query={Uri.EscapeDataString(expression)}"))["data"]!["result"]!;

    /// <summary>What a tool of the platform answers.</summary>
    public async Task<JToken> ToolAsync(string tool, string path)
    {
        _addresses ??= (await SlipwayAsync("output", "addresses", "--json")).Json;
        return JToken.Parse(await Http.GetStringAsync(new Uri(new Uri((string)_addresses[tool]!), path)));
    }

    public bool IsListening()
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, basePort);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}

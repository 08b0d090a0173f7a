// How long `initiate` takes at a constant rate of requests, through the edge of a running stack.
// Requests start on a fixed schedule, whether or not earlier ones have been answered, and the time of each counts
// from its scheduled start: a server that stalls is not let off by a client that waits for it.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

if (args is not [var edge, var rateText, var secondsText])
{
    Console.Error.WriteLine("usage: Initiate <edge, such as http://127.0.0.1:18000> <requests a second> <seconds>");
    return 2;
}
var rate = int.Parse(rateText, CultureInfo.InvariantCulture);
var count = rate * int.Parse(secondsText, CultureInfo.InvariantCulture);
var host = $"downloads.localhost:{new Uri(edge).Port}";
using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 });

await RunAsync(rate);
var (latencies, failures) = await RunAsync(count);

Array.Sort(latencies);
double Percentile(double share) => latencies[Math.Min(latencies.Length - 1, (int)(share * latencies.Length))];
Console.WriteLine($"requests {count}, rate {rate}/s, failed {failures}, p50 {Percentile(0.50):0.0} ms, p90 {Percentile(0.90):0.0} ms, p99 {Percentile(0.99):0.0} ms, max {latencies[^1]:0.0} ms");
return failures == 0 ? 0 : 1;

async Task<(double[] Latencies, int Failures)> RunAsync(int requests)
{
    var run = Guid.NewGuid();
    var start = Stopwatch.GetTimestamp();
    var sent = new Task<(double Milliseconds, bool Succeeded)>[requests];
    for (var number = 0; number < requests; number++)
    {
        var due = TimeSpan.FromSeconds((double)number / rate);
        var wait = due - Stopwatch.GetElapsedTime(start);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait);
        sent[number] = SendAsync($"{run}-{number}", start, due);
    }
    var results = await Task.WhenAll(sent);
    return ([.. results.Select(result => result.Milliseconds)], results.Count(result => !result.Succeeded));
}

async Task<(double Milliseconds, bool Succeeded)> SendAsync(string key, long start, TimeSpan due)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(edge), "/v1/download/initiate"))
    {
        Content = new StringContent("{\"file_ids\":[70000]}", Encoding.UTF8, "application/json"),
    };
    request.Headers.Host = host;
    request.Headers.Add("Idempotency-Key", key);
    using var response = await http.SendAsync(request);
    await response.Content.ReadAsByteArrayAsync();
    return ((Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds, response.StatusCode == HttpStatusCode.Accepted);
}

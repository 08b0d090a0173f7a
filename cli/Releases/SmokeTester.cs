using Slipway.Infra.Workloads;

namespace Slipway.Cli.Releases;

/// <summary>Asks every instance of a slot, at its own address, what its workload's smoke tests ask.</summary>
internal static class SmokeTester
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Empty when all answers are as wanted; else what was not.</summary>
    public static async Task<string> RunAsync(HttpClient http, IEnumerable<string> addresses, IEnumerable<SmokeTest> tests, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var address in addresses)
        {
            foreach (var test in tests)
            {
                if (await AskAsync(http, address, test, cancellationToken) is { } problem) problems.Add($"{test.Method} http://{address}{test.Path}: {problem}");
            }
        }

        return string.Join("; ", problems);
    }

    /// <summary>
    /// Asks the tests that only read again and again, by four callers at each instance. What is answered is not judged: each has passed
    /// once, and a busy machine is no reason to take a version back.
    /// </summary>
    public static async Task WarmUpAsync(HttpClient http, IEnumerable<string> addresses, IEnumerable<SmokeTest> tests, TimeSpan duration, CancellationToken cancellationToken)
    {
        var reading = tests.Where(test => test.Method == "GET").ToList();
        if (reading.Count == 0) return;
        using var over = new CancellationTokenSource(duration);
        async Task CallAsync(string address)
        {
            while (!over.IsCancellationRequested)
            {
                foreach (var test in reading) await AskAsync(http, address, test, cancellationToken);
            }
        }

        await Task.WhenAll(addresses.SelectMany(address => Enumerable.Range(0, 4).Select(_ => CallAsync(address))));
    }

    private static async Task<string?> AskAsync(HttpClient http, string address, SmokeTest test, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(test.Method), new Uri($"http://{address}{test.Path}"));
            using var response = await http.SendAsync(request, patience.Token);
            var body = await response.Content.ReadAsStringAsync(patience.Token);
            if ((int)response.StatusCode != test.Status) return $"answered {(int)response.StatusCode}, expected {test.Status}";
            return body.Contains(test.Contains, StringComparison.Ordinal) ? null : $"the answer does not contain '{test.Contains}'";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds:0} s";
        }
    }
}

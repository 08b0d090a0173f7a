using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Slipway.Cli.Alerts;

/// <summary>Alertmanager's API, version 2.</summary>
public sealed class AlertmanagerClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly Uri _address;

    public AlertmanagerClient(Uri address)
    {
        _address = address;
        // Tools of an environment are on loopback or in a private network: no proxy leads there.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = Timeout };
    }

    /// <summary>What fires, the worst first.</summary>
    /// <exception cref="AlertsUnknownException">Alertmanager cannot be asked.</exception>
    public async Task<ImmutableArray<Alert>> ReadAsync(CancellationToken cancellationToken)
    {
        var alerts = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/v2/alerts"), cancellationToken);
        return [.. alerts.AsArray().Select(alert => ReadAlert(alert!))
            .OrderBy(alert => alert.Severity == "critical" ? 0 : 1)
            .ThenBy(alert => alert.Name, StringComparer.Ordinal)
            .ThenBy(alert => alert.Since)];
    }

    /// <summary>Holds back alerts of a name, of one workload or of all, until a moment; gives the id of the silence.</summary>
    /// <exception cref="AlertsUnknownException">Alertmanager cannot be asked.</exception>
    public async Task<string> SilenceAsync(Silence silence, CancellationToken cancellationToken)
    {
        var matchers = new JsonArray(Matcher("alertname", silence.Alert));
        if (silence.Workload is { } workload) matchers.Add(Matcher("workload", workload));
        var answer = await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "api/v2/silences")
            {
                Content = JsonContent.Create(new JsonObject
                {
                    ["matchers"] = matchers,
                    ["startsAt"] = silence.Start.UtcDateTime,
                    ["endsAt"] = silence.End.UtcDateTime,
                    ["createdBy"] = silence.By,
                    ["comment"] = silence.Comment,
                }),
            },
            cancellationToken);
        return (string)answer["silenceID"]!;
    }

    /// <summary>Ends a silence; false when there is none of that id.</summary>
    /// <exception cref="AlertsUnknownException">Alertmanager cannot be asked.</exception>
    public async Task<bool> ExpireAsync(Guid id, CancellationToken cancellationToken)
    {
        // Asked to end one that is not there, versions before 0.27 answer as if they were broken.
        using var known = await AnswerAsync(new HttpRequestMessage(HttpMethod.Get, $"api/v2/silence/{id}"), cancellationToken);
        if (known.StatusCode == HttpStatusCode.NotFound) return false;
        using var answer = await AnswerAsync(new HttpRequestMessage(HttpMethod.Delete, $"api/v2/silence/{id}"), cancellationToken);
        await RequireAsync(answer, cancellationToken);
        return true;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var answer = await AnswerAsync(request, cancellationToken);
        await RequireAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            try
            {
                return await _http.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception)
            {
                throw new AlertsUnknownException($"Alertmanager does not answer at {_address}: {exception.Message}", exception);
            }
            catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new AlertsUnknownException($"Alertmanager does not answer at {_address} within {Timeout.TotalSeconds:0} s", exception);
            }
        }
    }

    private async Task RequireAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode) return;
        var said = await answer.Content.ReadAsStringAsync(cancellationToken);
        throw new AlertsUnknownException($"Alertmanager at {_address} answers {(int)answer.StatusCode}: {said.Trim()}");
    }

    private static JsonObject Matcher(string name, string value) => new() { ["name"] = name, ["value"] = value, ["isRegex"] = false, ["isEqual"] = true };

    private static Alert ReadAlert(JsonNode alert)
    {
        var labels = alert["labels"]!.AsObject().ToImmutableSortedDictionary(label => label.Key, label => (string)label.Value!, StringComparer.Ordinal);
        var status = alert["status"]!;
        return new Alert
        {
            Name = labels.GetValueOrDefault("alertname", ""),
            Severity = labels.GetValueOrDefault("severity", ""),
            Summary = (string?)alert["annotations"]?["summary"] ?? "",
            Runbook = (string?)alert["annotations"]?["runbook"] ?? "",
            Since = (DateTimeOffset)alert["startsAt"]!,
            Labels = labels.RemoveRange(["alertname", "severity"]),
            SilencedBy = [.. status["silencedBy"]!.AsArray().Select(id => (string)id!)],
            IsExplained = status["inhibitedBy"]!.AsArray().Count > 0,
        };
    }
}

using System.Net.Http.Json;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;

namespace Slipway.Cli.Releases;

/// <summary>Tells the stack's Slack-compatible webhook what a release does. Nobody to tell, or no way to, holds no release up.</summary>
internal sealed class ReleaseNotice(SelectedStack stack, HttpClient http, Terminal error)
{
    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        if (stack.Setting("slackWebhook") is not { Length: > 0 } webhook) return;
        try
        {
            using var response = await http.PostAsJsonAsync(new Uri(webhook), new { text = $"[{stack.Name}] {text}" }, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception exception) when (exception is HttpRequestException or UriFormatException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The address is a secret, and messages of HTTP name it.
            error.WriteLine($"  {stack.Project.Name}:slackWebhook could not be told of the release ({exception.GetType().Name}).");
        }
    }
}

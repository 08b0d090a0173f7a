using System.Text.RegularExpressions;
using Xunit;

namespace Slipway.Servers;

/// <summary>The smoke tests that a Score file asks of a new version, asked of a service that runs.</summary>
public static partial class ScoreSmoke
{
    /// <summary>Fails with the line whose answer is another.</summary>
    /// <param name="file">The Score file; its lines are those of <c>slipway.dev/smoke</c>.</param>
    public static async Task PassesAsync(HttpClient http, string file)
    {
        var lines = Line().Matches(await File.ReadAllTextAsync(file));
        Assert.NotEmpty(lines);
        foreach (Match line in lines)
        {
            using var request = new HttpRequestMessage(new HttpMethod(line.Groups["method"].Value), line.Groups["path"].Value);
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode == int.Parse(line.Groups["status"].ValueSpan), $"'{line.Value.Trim()}' was answered {(int)answer.StatusCode}: {body}");
            Assert.Contains(line.Groups["text"].Value.Trim(), body);
        }
    }

    [GeneratedRegex(@"^ +(?:slipway\.dev/smoke: )?(?<method>GET|POST) (?<path>/\S*) (?<status>[1-5][0-9]{2})(?<text> .+)?$", RegexOptions.Multiline)]
    private static partial Regex Line();
}

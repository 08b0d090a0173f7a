using System.Net;
using System.Text;

namespace Slipway.ServiceDefaults.Tests;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("GET", "/nothing", null, 404, "Not Found", null)]
    [InlineData("DELETE", "/things/1", null, 405, "Method Not Allowed", null)]
    [InlineData("GET", "/refuse", null, 409, "Conflict", "Not like this.")]
    [InlineData("GET", "/sum?first_number=x", null, 400, "Bad Request", "first_number is 'x', expected a whole number.")]
    [InlineData("POST", "/things", "{\"thing_id\":\"one\"}", 400, "Bad Request", "The body is not the JSON this call expects: '$.thing_id' (line 1) has the wrong type, is missing or cannot be read.")]
    [InlineData("POST", "/things", "{", 400, "Bad Request", "The body is not the JSON this call expects: '$' (line 1) has the wrong type, is missing or cannot be read.")]
    [InlineData("GET", "/fail", null, 500, "An error occurred while processing your request.", "The service failed; the trace id leads to the cause in its log.")]
    public async Task Every_refusal_is_problem_details_with_a_trace_id(string method, string path, string? body, int status, string title, string? detail)
    {
        await using var sample = await RunningSample.StartAsync();
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var answer = await sample.Client.SendAsync(request);

        var problem = await RunningSample.ReadAsync(answer);
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal(detail, problem.TryGetProperty("detail", out var said) ? said.GetString() : null);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", problem.GetProperty("trace_id").GetString());
        Assert.False(problem.TryGetProperty("traceId", out _));
    }

    [Fact]
    public async Task A_failure_is_logged_with_its_cause_and_the_same_trace_id_and_told_to_nobody()
    {
        await using var sample = await RunningSample.StartAsync();

        var problem = await sample.GetAsync("/fail");

        var logged = Assert.Single(sample.Log, line => line.GetProperty("level").GetString() == "error");
        Assert.Contains("the secret reason", logged.GetProperty("exception").GetString());
        Assert.Equal(problem.GetProperty("trace_id").GetString(), logged.GetProperty("trace_id").GetString());
        Assert.DoesNotContain("secret", problem.GetRawText());
    }

    [Fact]
    public async Task Json_is_in_snake_case_also_for_words()
    {
        await using var sample = await RunningSample.StartAsync();

        var answer = await sample.Client.GetStringAsync("/things/5");

        Assert.Equal("""{"thing_id":5,"main_colour":"deep_blue"}""", answer);
    }
}

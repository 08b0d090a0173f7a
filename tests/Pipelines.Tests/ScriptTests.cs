using System.Net;
using System.Text.Json.Nodes;
using Slipway.Pipelines.Tests.Support;

namespace Slipway.Pipelines.Tests;

/// <summary>The scripts of a deployment, with the clouds played and everything else real.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"portfolio": "ghcr.io/shop/portfolio:latest"}""")]
    [InlineData("""{"portfolio; rm -rf /": "ghcr.io/shop/portfolio@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Images_that_are_not_named_by_digest_are_refused_before_anything_is_set(string images)
    {
        WritePulumi();
        _folder.Write("images.json", images);

        var deploy = await Script.RunAsync(WithPulumi(), Repository.Path(".ci/deploy"), "prod", _folder.File("images.json"));

        Assert.Equal(2, deploy.ExitCode);
        Assert.Contains("is no map from workloads to images by digest", deploy.Error);
        Assert.False(File.Exists(_folder.File("called")));
    }

    [Fact]
    public async Task A_stack_that_answers_passes_its_smoke_test_after_the_first_bad_moments()
    {
        using var server = new Receiver(number => number < 2 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
        _folder.Write("addresses.json", $$"""{"shop": "{{server.Address}}", "count": 3}""");

        var smoke = (await Script.RunAsync(Repository.Path(".ci/smoke"), _folder.File("addresses.json"), "5")).Succeeded();

        Assert.StartsWith($"shop: {server.Address} answered 5 times, 0 wrong, 95 of 100 within ", smoke.Output);
        Assert.Equal(2 + 1 + 5, server.Bodies.Count);
    }

    [Fact]
    public async Task One_wrong_answer_fails_the_smoke_test()
    {
        using var server = new Receiver(number => number == 3 ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
        _folder.Write("addresses.json", $$"""{"shop": "{{server.Address}}"}""");

        var smoke = await Script.RunAsync(Repository.Path(".ci/smoke"), _folder.File("addresses.json"), "5");

        Assert.Equal(1, smoke.ExitCode);
        Assert.Contains("answered 5 times, 1 wrong", smoke.Output);
    }

    [Fact]
    public async Task An_address_that_never_answers_fails_the_smoke_test_and_the_others_are_asked_all_the_same()
    {
        using var server = new Receiver(_ => HttpStatusCode.OK);
        var gone = new Receiver(_ => HttpStatusCode.OK);
        gone.Dispose();
        _folder.Write("addresses.json", $$"""{"gone": "{{gone.Address}}", "shop": "{{server.Address}}"}""");

        var smoke = await Script.RunAsync(new Dictionary<string, string?> { ["SMOKE_PATIENCE"] = "0" }, Repository.Path(".ci/smoke"), _folder.File("addresses.json"), "2");

        Assert.Equal(1, smoke.ExitCode);
        Assert.Contains($"gone: {gone.Address} does not answer", smoke.Output);
        Assert.Contains("shop: ", smoke.Output);
    }

    [Fact]
    public async Task A_notification_reaches_the_webhook_as_Slack_takes_it()
    {
        using var server = new Receiver(_ => HttpStatusCode.OK);

        (await Script.RunAsync(new Dictionary<string, string?> { ["SLACK_WEBHOOK"] = $"{server.Address}hook" }, Repository.Path(".ci/notify"), "Production: 1.0.0 \"success\"")).Succeeded();

        Assert.Equal("Production: 1.0.0 \"success\"", (string?)JsonNode.Parse(Assert.Single(server.Bodies))!["text"]);
    }

    [Fact]
    public async Task Without_a_webhook_nobody_is_told_and_nothing_fails()
    {
        var notify = (await Script.RunAsync(new Dictionary<string, string?> { ["SLACK_WEBHOOK"] = null }, Repository.Path(".ci/notify"), "Staging: 1.0.0")).Succeeded();

        Assert.Equal("no webhook is set, so nobody is told: Staging: 1.0.0\n", notify.Error);
    }

    private void WritePulumi() =>
        _folder.WriteProgram("bin/pulumi", $"#!/bin/sh\necho \"$*\" >> '{_folder.File("called")}'\n");

    private Dictionary<string, string?> WithPulumi() => new() { ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" };
}

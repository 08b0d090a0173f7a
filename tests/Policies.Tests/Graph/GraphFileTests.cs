using System.Text;
using Slipway.Policies.Graph;
using Slipway.Policies.Graph.Reading;

namespace Slipway.Policies.Tests.Graph;

public sealed class GraphFileTests
{
    private const string Urn = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::files";

    [Fact]
    public void A_preview_tells_inputs_options_and_where_values_come_from()
    {
        var bucket = Read($$$"""
            {
              "config": {},
              "steps": [
                { "op": "update", "urn": "{{{Urn}}}", "provider": "urn:pulumi:prod::shop::pulumi:providers:aws::aws::4da6b54",
                  "oldState": { "urn": "{{{Urn}}}", "custom": true, "id": "files-1", "type": "aws:s3/bucket:Bucket", "inputs": { "bucket": "old" } },
                  "newState": { "urn": "{{{Urn}}}", "custom": true, "id": "files-1", "type": "aws:s3/bucket:Bucket", "inputs": { "bucket": "new", "tags": { "owner": "shop" } },
                    "parent": "urn:pulumi:prod::shop::app:Files::files", "protect": true, "dependencies": ["urn:pulumi:prod::shop::aws:kms/key:Key::key"],
                    "provider": "urn:pulumi:prod::shop::pulumi:providers:aws::aws::4da6b54", "propertyDependencies": { "tags": [], "bucket": ["urn:pulumi:prod::shop::aws:kms/key:Key::key"] } } }
              ],
              "changeSummary": { "update": 1, "same": 12 }
            }
            """).Graph.Resources.Single();

        Assert.Equal(("files", GraphStep.Update, "files-1", true), (bucket.Name, bucket.Step, bucket.Id, bucket.Options.Protect));
        Assert.Equal(GraphValue.Of("new"), bucket.Inputs["bucket"]);
        Assert.Equal(GraphValue.Of("old"), bucket.InputsBefore!["bucket"]);
        Assert.Equal("urn:pulumi:prod::shop::pulumi:providers:aws::aws", bucket.Provider);
        Assert.Equal("urn:pulumi:prod::shop::aws:kms/key:Key::key", Assert.Single(bucket.PropertyDependencies!["bucket"]));
    }

    [Fact]
    public void Unchanged_resources_that_a_preview_counts_and_does_not_show_are_taken_from_the_state()
    {
        var plan = Read($$"""{ "steps": [{ "op": "create", "urn": "{{Urn}}", "newState": { "urn": "{{Urn}}", "custom": true, "type": "aws:s3/bucket:Bucket" } }], "changeSummary": { "create": 1, "same": 1 } }""");
        var state = Read("""{ "version": 3, "deployment": { "resources": [{ "urn": "urn:pulumi:prod::shop::aws:kms/key:Key::key", "custom": true, "type": "aws:kms/key:Key" }] } }""");

        var whole = plan.CompletedFrom(state.Graph);

        Assert.Equal((1, 0), (plan.LeftOut, whole.LeftOut));
        Assert.Equal(["files", "key"], whole.Graph.Resources.Select(resource => resource.Name));
    }

    [Theory]
    [InlineData("\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"", typeof(GraphValue.Unknown))]
    [InlineData("\"1c4a061d-8072-4f0a-a4cb-0ff528b18fe7\"", typeof(GraphValue.Unknown))]
    [InlineData("\"[secret]\"", typeof(GraphValue.Secret))]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:abc" }""", typeof(GraphValue.Secret))]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "\"word\"" }""", typeof(GraphValue.Secret))]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": 3 }""", typeof(GraphValue.Number))]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": 3, "secret": true }""", typeof(GraphValue.Secret))]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "path": "index.html" }""", typeof(GraphValue.Other))]
    [InlineData("null", typeof(GraphValue.Null))]
    public void Values_Pulumi_marks_are_known_for_what_they_are(string json, Type kind)
    {
        var state = Read($$"""{ "version": 3, "deployment": { "resources": [{ "urn": "{{Urn}}", "type": "t", "inputs": { "value": {{json}} } }] } }""");

        Assert.IsType(kind, state.Graph[Urn]!.Inputs["value"]);
    }

    [Fact]
    public void Of_an_event_log_the_steps_are_read_and_where_values_come_from_stays_open()
    {
        var log = Read("""
            {"sequence":0,"timestamp":1,"preludeEvent":{"config":{}}}
            {"sequence":1,"timestamp":1,"resourcePreEvent":{"metadata":{"op":"delete-replaced","urn":"<urn>","type":"aws:s3/bucket:Bucket","old":{"type":"aws:s3/bucket:Bucket","urn":"<urn>","custom":true,"id":"files-1","parent":"","inputs":{"bucket":"old"},"outputs":{},"provider":""},"new":null,"provider":""},"planning":true}}
            {"sequence":2,"timestamp":1,"resourcePreEvent":{"metadata":{"op":"create-replacement","urn":"<urn>","type":"aws:s3/bucket:Bucket","old":null,"new":{"type":"aws:s3/bucket:Bucket","urn":"<urn>","custom":true,"id":"","parent":"","inputs":{"bucket":"new"},"outputs":{},"provider":""},"provider":""},"planning":true}}
            {"sequence":3,"timestamp":1,"summaryEvent":{"maybeCorrupt":false,"durationSeconds":1,"resourceChanges":{"replace":1}}}
            """.Replace("<urn>", Urn));

        var bucket = log.Graph.Resources.Single();
        Assert.Equal((GraphStep.Replace, null), (bucket.Step, bucket.Id));
        Assert.Equal((GraphValue.Of("old"), GraphValue.Of("new")), (bucket.InputsBefore!["bucket"], bucket.Inputs["bucket"]));
        Assert.Null(bucket.PropertyDependencies);
    }

    [Fact]
    public void What_waits_for_its_deletion_and_default_providers_are_not_part_of_a_state()
    {
        var state = Read($$"""
            { "version": 3, "deployment": { "resources": [
              { "urn": "urn:pulumi:prod::shop::pulumi:providers:aws::default_7_48_0", "custom": true, "type": "pulumi:providers:aws" },
              { "urn": "{{Urn}}", "custom": true, "type": "aws:s3/bucket:Bucket" },
              { "urn": "{{Urn}}", "custom": true, "type": "aws:s3/bucket:Bucket", "delete": true }
            ] } }
            """);

        Assert.Equal([Urn], state.Graph.Resources.Select(resource => resource.Urn));
        Assert.Equal(("prod", false), (state.Graph.Stack, state.IsPlan));
    }

    [Theory]
    [InlineData("", "is empty, expected the output of `pulumi preview --json --show-sames`")]
    [InlineData("[1]", "is nothing a graph can be read from")]
    [InlineData("{\"a\": 1}", "is nothing a graph can be read from")]
    [InlineData("{\"steps\": [", "is no JSON, or damaged, at line 1, byte 12; expected the output of `pulumi preview --json --show-sames`")]
    [InlineData("name: slipway\nmain: infra\n", "is no JSON, or damaged, at line 1, byte 2; expected")]
    [InlineData("{\"sequence\": 0, \"preludeEvent\": {}}", "ends before the preview does: it has no summaryEvent")]
    [InlineData("{\"steps\": 3}", "is not in the form it seems to be")]
    [InlineData("{\"steps\": [{\"op\": \"melt\", \"urn\": \"u\", \"newState\": {\"urn\": \"u\"}}]}", "unknown operation 'melt'")]
    public void A_file_that_is_something_else_is_refused(string text, string expected)
    {
        var error = Assert.Throws<GraphFormatException>(() => Read(text));

        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("""{"steps": [], "diagnostics": [{"severity": "warning", "message": "old"}, {"severity": "error", "message": "no credentials\n"}]}""")]
    [InlineData("""{"stack": "prod", "steps": [], "problems": ["no credentials"]}""")]
    [InlineData("""{"sequence": 0, "diagnosticEvent": {"severity": "error", "message": "no credentials\n"}} {"sequence": 1, "summaryEvent": {"resourceChanges": {}}}""")]
    [InlineData("""{"sequence": 0, "document": {"stack": "prod", "steps": [], "problems": ["no credentials"]}}""")]
    public void A_preview_that_failed_is_refused_for_it_shows_what_it_came_to_before(string text)
    {
        var error = Assert.Throws<GraphFormatException>(() => Read(text));

        Assert.Equal("'preview.json' is of a preview that failed: no credentials", error.Message);
    }

    private static GraphReading Read(string text) => GraphFile.Read(Encoding.UTF8.GetBytes(text), "preview.json");
}

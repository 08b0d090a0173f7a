using System.Text;

namespace Slipway.Benchmarks.Policies;

/// <summary>A preview of many services on AWS and Kubernetes, with the properties that rules read.</summary>
internal static class LargePreview
{
    private const string Tags = """{ "project": "shop", "stack": "prod", "owner": "shop", "cost-centre": "shop", "managed-by": "slipway" }""";

    private static readonly Func<int, (string Type, string Inputs)>[] Kinds =
    [
        index => ("aws:ecs/taskDefinition:TaskDefinition", $$$$"""{ "family": "shop-{{{{index}}}}", "cpu": "256", "memory": "512", "tags": {{{{Tags}}}}, "containerDefinitions": "[{\"name\":\"api\",\"image\":\"shop:1.{{{{index}}}}\",\"user\":\"1000\",\"readonlyRootFilesystem\":true,\"environment\":[{\"name\":\"PORT\",\"value\":\"8080\"},{\"name\":\"DB_HOST\",\"value\":\"db\"}],\"linuxParameters\":{\"capabilities\":{\"drop\":[\"ALL\"]}},\"logConfiguration\":{}}]" }"""),
        index => ("aws:ecs/service:Service", $$"""{ "name": "shop-{{index}}", "tags": {{Tags}}, "deploymentCircuitBreaker": { "enable": true, "rollback": true }, "networkConfiguration": { "assignPublicIp": false } }"""),
        index => ("kubernetes:apps/v1:Deployment", $$$$$$"""{ "metadata": { "name": "shop-{{{{{{index}}}}}}", "labels": {{{{{{Tags}}}}}} }, "spec": { "template": { "spec": { "automountServiceAccountToken": false, "containers": [{ "name": "api", "image": "shop:1.{{{{{{index}}}}}}", "env": [{ "name": "PORT", "value": "8080" }], "resources": { "limits": { "cpu": "1", "memory": "1Gi" } }, "securityContext": { "runAsNonRoot": true, "readOnlyRootFilesystem": true, "allowPrivilegeEscalation": false, "capabilities": { "drop": ["ALL"] } } }] } } } }"""),
        index => ("aws:iam/rolePolicy:RolePolicy", """{ "policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::files/*\"}]}" }"""),
        index => ("aws:cloudwatch/metricAlarm:MetricAlarm", $$"""{ "alarmDescription": "Errors of {{index}}. Runbook: docs/runbooks/shop.md", "tags": {{Tags}} }"""),
        index => ("aws:s3/bucket:Bucket", $$"""{ "bucket": "files-{{index}}", "tags": {{Tags}} }"""),
        index => ("aws:rds/instance:Instance", $$"""{ "identifier": "db-{{index}}", "publiclyAccessible": {{(index % 100 == 0 ? "true" : "false")}}, "storageEncrypted": true, "dbSubnetGroupName": "data", "deletionProtection": true, "multiAz": true, "backupRetentionPeriod": 14, "tags": {{Tags}} }"""),
        index => ("command:local:Command", $$"""{ "create": "echo {{index}}", "environment": { "NAME": "value" } }"""),
    ];

    public static byte[] Of(int count)
    {
        var text = new StringBuilder("{\"steps\":[");
        for (var index = 0; index < count; index++)
        {
            var (type, inputs) = Kinds[index % Kinds.Length](index);
            var urn = $"urn:pulumi:prod::shop::{type}::resource-{index}";
            text.Append(index == 0 ? "" : ",").Append($$$$"""{"op":"create","urn":"{{{{urn}}}}","newState":{"urn":"{{{{urn}}}}","custom":true,"type":"{{{{type}}}}","inputs":{{{{inputs}}}},"propertyDependencies":{}}}""");
        }

        return Encoding.UTF8.GetBytes(text.Append("],\"changeSummary\":{}}").ToString());
    }
}

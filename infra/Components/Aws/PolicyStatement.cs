using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;

namespace Slipway.Infra.Components.Aws;

/// <summary>One sentence of an access policy: who may, or may not, do what to which resources.</summary>
public sealed record PolicyStatement
{
    public required string Sid { get; init; }

    public bool Denies { get; init; }

    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>Empty in the trust policy of a role, which is about the role itself.</summary>
    public ImmutableArray<Input<string>> Resources { get; init; } = [];

    /// <summary>Empty in a policy of a role, which is about whoever has the role.</summary>
    public ImmutableArray<PolicyPrincipal> Principals { get; init; } = [];

    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>Requests over plain HTTP are refused, whoever makes them.</summary>
    public static PolicyStatement DenyPlainHttp(string actions, params Input<string>[] resources) => new()
    {
        Sid = "OnlyOverTls",
        Denies = true,
        Actions = [actions],
        Resources = [.. resources],
        Principals = [PolicyPrincipal.Anyone],
        Conditions = [new("Bool", "aws:SecureTransport", "false")],
    };

    /// <summary>The whole policy as text.</summary>
    public static Output<string> Document(params PolicyStatement[] statements) =>
        Output.All(WithNames(statements).Select(statement => statement.ToJson())).Apply(all => new JObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JArray(all),
        }.ToString(Formatting.None));

    // IAM wants every Sid of a document to be different.
    private static IEnumerable<PolicyStatement> WithNames(IReadOnlyList<PolicyStatement> statements) =>
        statements.Select((statement, index) => statements.Take(index).Count(earlier => earlier.Sid == statement.Sid) is > 0 and var same
            ? statement with { Sid = $"{statement.Sid}{same + 1}" }
            : statement);

    private Output<JObject> ToJson()
    {
        var inputs = Resources.AddRange(Principals.Select(principal => principal.Id)).AddRange(Conditions.Select(condition => condition.Value));
        return Output.All(inputs).Apply(values =>
        {
            var statement = new JObject
            {
                [nameof(Sid)] = Sid,
                ["Effect"] = Denies ? "Deny" : "Allow",
                ["Action"] = new JArray(Actions),
            };
            if (!Resources.IsEmpty)
                statement["Resource"] = new JArray(values.Take(Resources.Length));
            if (!Principals.IsEmpty)
                statement["Principal"] = PrincipalJson(values.Skip(Resources.Length).Take(Principals.Length));
            if (!Conditions.IsEmpty)
                statement["Condition"] = ConditionJson(values.Skip(Resources.Length + Principals.Length));
            return statement;
        });
    }

    private JToken PrincipalJson(IEnumerable<string> ids)
    {
        if (Principals.Contains(PolicyPrincipal.Anyone))
            return "*";
        var json = new JObject();
        foreach (var kind in Principals.Zip(ids).GroupBy(pair => pair.First.Kind))
            json[kind.Key] = new JArray(kind.Select(pair => pair.Second));
        return json;
    }

    private JObject ConditionJson(IEnumerable<string> values)
    {
        var json = new JObject();
        foreach (var test in Conditions.Zip(values).GroupBy(pair => pair.First.Operator))
        {
            json[test.Key] = new JObject(test.GroupBy(pair => pair.First.Key).Select(key =>
                new JProperty(key.Key, key.Count() == 1 ? key.Single().Second : new JArray(key.Select(pair => pair.Second)))));
        }
        return json;
    }
}

/// <summary>Who a policy is about.</summary>
/// <param name="Kind"><c>Service</c> or <c>AWS</c>.</param>
public sealed record PolicyPrincipal(string Kind, Input<string> Id)
{
    public static PolicyPrincipal Anyone { get; } = new("*", "*");

    public static PolicyPrincipal Service(string name) => new("Service", name);

    public static PolicyPrincipal Account(AwsSettings settings) => new("AWS", $"arn:{settings.Partition}:iam::{settings.Account}:root");
}

/// <summary>When a statement holds.</summary>
public sealed record PolicyCondition(string Operator, string Key, Input<string> Value);

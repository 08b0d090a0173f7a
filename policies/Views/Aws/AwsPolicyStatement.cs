using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>One statement of a policy of IAM: its names are capitalised, and what is a list may be a single text.</summary>
public sealed class AwsPolicyStatement(GraphValue.Map statement, string path)
{
    public string Path { get; } = path;

    public bool Allows => statement["Effect"] is GraphValue.Text { Value: "Allow" };

    public ImmutableArray<string> Actions => Texts(statement["Action"]);

    public ImmutableArray<string> Resources => Texts(statement["Resource"]);

    /// <summary>True for anybody, also of other accounts.</summary>
    public bool IsForEverybody => statement["Principal"] switch
    {
        GraphValue.Text { Value: "*" } => true,
        GraphValue.Map principals => Texts(principals["AWS"]).Contains("*"),
        _ => false,
    };

    public bool HasCondition => statement["Condition"] is GraphValue.Map { Entries.Length: > 0 };

    /// <summary>True for a denial of everything that does not come by TLS.</summary>
    public bool DeniesPlainConnections =>
        !Allows && statement["Condition"] is GraphValue.Map { Entries: var operators }
        && operators.Any(test => test.Key == "Bool" && test.Value is GraphValue.Map map && map["aws:SecureTransport"] is GraphValue.Text { Value: "false" } or GraphValue.Bool { Value: false });

    private static ImmutableArray<string> Texts(GraphValue? value) => value switch
    {
        GraphValue.Text text => [text.Value],
        GraphValue.List list => [.. list.Items.OfType<GraphValue.Text>().Select(item => item.Value)],
        _ => [],
    };
}

using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Tests.Support;

/// <summary>Plans to look at.</summary>
internal static class Plans
{
    public static PlannedStep Root { get; } = Step(StepKind.Same, "pulumi:pulumi:Stack", "shop-dev");

    public static PlannedStep Database { get; } = Step(StepKind.Create, "slipway:local:Database", "portfolio", Root) with { Custom = false };

    public static PlannedStep Role { get; } = Step(StepKind.Create, "command:local:Command", "portfolio-role", Database) with
    {
        NewInputs = Map(
            ("create", Text("create role portfolio\nlogin password 'x'\n")),
            ("environment", Map(("PASSWORD", new PropertyValue.Secret(Text("hunter2"))), ("PORT", Text("18001")))),
            ("triggers", new PropertyValue.List([new PropertyValue.Number(3), PropertyValue.NotYetKnown]))),
    };

    public static PlannedStep Edge { get; } = Step(StepKind.Update, "command:local:Command", "edge", Root) with
    {
        Changes =
        [
            new("environment.PORT", PropertyChangeKind.Update, Text("18001"), Text("18002"), false),
            new("environment.KEY", PropertyChangeKind.Update, new PropertyValue.Secret(Text("a")), new PropertyValue.Secret(Text("b")), false),
            new("environment.HOST", PropertyChangeKind.Update, Text("localhost"), PropertyValue.NotYetKnown, false),
            new("environment.OLD", PropertyChangeKind.Delete, Text("gone"), null, false),
            new("update", PropertyChangeKind.Update, Text("server {\n  listen 18001;\n  root /srv;\n  index index.html;\n  autoindex off;\n  gzip on;\n}\n"), Text("server {\n  listen 18002;\n  root /srv;\n  index index.html;\n  autoindex off;\n  gzip on;\n}\n"), false),
        ],
    };

    public static PlannedStep Version { get; } = Step(StepKind.Replace, "command:local:Command", "version", Root) with
    {
        Changes = [new("triggers[0]", PropertyChangeKind.Update, Text("3f2a91c"), Text("77be012"), true)],
    };

    public static PlannedStep Old { get; } = Step(StepKind.Delete, "random:index/randomPassword:RandomPassword", "old-password", Root);

    public static PlannedStep Still { get; } = Step(StepKind.Same, "slipway:local:Volume", "data", Root);

    public static Plan Empty { get; } = new() { Stack = "dev", Steps = [Root, Still], Outputs = PropertyValue.Map.Empty };

    public static Plan Mixed { get; } = new()
    {
        Stack = "dev",
        Steps =
        [
            Root, Database, Role, Edge,
            Version with { Kind = StepKind.CreateReplacement }, Version, Version with { Kind = StepKind.DeleteReplaced },
            Still, Old,
        ],
        Outputs = Map(
            ("address", Text("http://127.0.0.1:18000/")),
            ("administratorPassword", new PropertyValue.Secret(Text("hunter2"))),
            ("ports", Map(("edge", new PropertyValue.Number(18000))))),
    };

    public static PropertyValue.Text Text(string text) => new(text);

    public static PropertyValue.Map Map(params (string Name, PropertyValue Value)[] properties) =>
        PropertyValue.Map.Of(properties.Select(property => KeyValuePair.Create(property.Name, property.Value)));

    public static PlannedStep Step(StepKind kind, string type, string name, PlannedStep? parent = null) => new()
    {
        Urn = $"urn:pulumi:dev::shop::{(parent is null ? "" : $"{parent.Type}$")}{type}::{name}",
        Type = type,
        Name = name,
        Kind = kind,
        Custom = !type.StartsWith("slipway:", StringComparison.Ordinal) && parent is not null,
        Parent = parent?.Urn,
    };
}

using System.Collections.Immutable;
using System.Globalization;
using Slipway.Policies.Configuration;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;
using Slipway.Policies.Views;

namespace Slipway.Policies.Evaluation;

/// <summary>One rule at work on one stack: what it may look at, and what it reports.</summary>
public sealed class RuleRun
{
    private readonly Rule _rule;
    private readonly Level _level;
    private readonly List<Finding> _findings = [];

    internal RuleRun(Rule rule, Level level, ResourceGraph graph, PolicySettings settings, EvaluationFacts facts)
    {
        (_rule, _level) = (rule, level);
        (Graph, Settings, Facts) = (graph, settings, facts);
    }

    /// <summary>The stack as it would be after the update.</summary>
    public ResourceGraph Graph { get; }

    public PolicySettings Settings { get; }

    public EvaluationFacts Facts { get; }

    internal IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Every resource of the type that the view looks at, but for those that are only read.</summary>
    public IEnumerable<TView> All<TView>()
        where TView : ResourceView, IResourceView<TView> =>
        Graph.OfType(TView.Type).Where(resource => resource.Step != GraphStep.Read).Select(TView.Of);

    /// <summary>Demands a value. What cannot be told is reported as such.</summary>
    public void Expect<T>(ResourceView resource, Value<T> value, T wanted, string fix)
        where T : notnull =>
        Expect(resource, value, found => EqualityComparer<T>.Default.Equals(found, wanted), Shown(wanted), fix);

    /// <param name="wanted">What is wanted, in words: <c>at least 7</c>.</param>
    public void Expect<T>(ResourceView resource, Value<T> value, Func<T, bool> isGood, string wanted, string fix)
        where T : notnull
    {
        if (value.IsMissing) Report(resource.Resource, $"{value.Path} is not set, expected {wanted}", fix);
        else if (TryRead(resource, value, out var found) && !isGood(found)) Report(resource.Resource, $"{value.Path} is {Shown(found)}, expected {wanted}", fix);
    }

    /// <summary>A value when it is known; false, and reported as could not be evaluated, when it is not.</summary>
    public bool TryRead<T>(ResourceView resource, Value<T> value, out T content)
    {
        content = value.Content!;
        if (value.State == ValueState.Known) return true;
        CouldNotEvaluate(resource.Resource, value.State switch
        {
            ValueState.Unknown => $"{value.Path} is known only after the update",
            ValueState.Secret => $"{value.Path} is secret",
            ValueState.Missing => $"{value.Path} is not set",
            _ => $"{value.Path} is not of the kind the provider documents",
        });
        return false;
    }

    /// <summary>The items of a list; none, and reported, when the list is not known.</summary>
    public IEnumerable<T> Each<T>(ResourceView resource, Value<ImmutableArray<T>> list) =>
        TryRead(resource, list.Or([]), out var items) ? items : [];

    /// <param name="problem">What is so and what was wanted, as a clause without a full stop.</param>
    /// <param name="fix">What to do, as a sentence without a full stop.</param>
    public void Report(GraphResource resource, string problem, string fix) => Add(FindingKind.Violation, _level, resource, problem, fix);

    public void CouldNotEvaluate(GraphResource resource, string reason) =>
        Add(FindingKind.CouldNotEvaluate, (Level)Math.Min((int)_level, (int)Settings.Unknown), resource, $"could not evaluate, {reason}", "");

    /// <summary>About the stack as a whole.</summary>
    public GraphResource Stack => Graph.OfType(ResourceUrn.StackType).FirstOrDefault() ?? new GraphResource
    {
        Urn = $"urn:pulumi:{Graph.Stack}::::{ResourceUrn.StackType}::{Graph.Stack}",
        Type = ResourceUrn.StackType,
        Name = Graph.Stack,
        Custom = false,
    };

    private void Add(FindingKind kind, Level level, GraphResource resource, string problem, string fix) => _findings.Add(new Finding
    {
        Kind = kind,
        Rule = _rule.Id,
        Severity = _rule.Description.Severity,
        Level = level,
        Urn = resource.Urn,
        Name = resource.Name,
        Type = resource.Type,
        Problem = problem,
        Fix = fix,
    });

    private static string Shown(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => $"'{text}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<string> texts => $"[{string.Join(", ", texts)}]",
        _ => value.ToString() ?? "",
    };
}

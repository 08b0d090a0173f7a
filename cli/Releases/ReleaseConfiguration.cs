using System.Collections.Immutable;
using Newtonsoft.Json;
using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>The states of releases within a stack's configuration.</summary>
internal static class ReleaseConfiguration
{
    public static string KeyOf(SelectedStack stack) => $"{stack.Project.Name}:releases";

    /// <summary>What the stack's file says; it wins over what was recorded.</summary>
    public static ImmutableSortedDictionary<string, ReleaseState> Read(SelectedStack stack)
    {
        if (stack.Configuration.Values.GetValueOrDefault(KeyOf(stack)) is not { } text) return ImmutableSortedDictionary<string, ReleaseState>.Empty;
        var problems = new List<string>();
        var states = ReleaseJson.Read(text, problems.Add);
        return problems.Count == 0 ? states : throw new UserException(string.Join('\n', problems.Select(problem => $"Pulumi.{stack.Name}.yaml: {KeyOf(stack)}{problem}")));
    }

    /// <summary>The same stack with these states, for one run; the file stays as it is.</summary>
    public static SelectedStack With(this SelectedStack stack, ImmutableSortedDictionary<string, ReleaseState> states)
    {
        if (states.IsEmpty) return stack;
        var text = ReleaseJson.Write(states.SetItems(Read(stack))).ToString(Formatting.None);
        return stack with { Configuration = stack.Configuration with { Values = stack.Configuration.Values.SetItem(KeyOf(stack), text) } };
    }
}

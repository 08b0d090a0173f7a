using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>Carries out single steps of a release: each is an ordinary update of the stack, with other states in its configuration.</summary>
internal sealed class ReleaseSteps(SelectedStack stack, Func<SelectedStack, IStackOperations> open)
{
    public IStackOperations Open(ImmutableSortedDictionary<string, ReleaseState> states) => open(stack.With(states));

    public Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken) => open(stack).ReadOutputsAsync(cancellationToken);

    public async Task<ImmutableSortedDictionary<string, RecordedRelease>> ReadAsync(CancellationToken cancellationToken) =>
        RecordedRelease.ReadAll(await ReadOutputsAsync(cancellationToken));

    /// <summary>Null when all went well; else what did not.</summary>
    public async Task<string?> ApplyAsync(ImmutableSortedDictionary<string, ReleaseState> states, CancellationToken cancellationToken)
    {
        var operations = Open(states);
        var failures = new List<string>();
        void Observe(EngineEvent happened)
        {
            if (happened is EngineEvent.StepFailed failed) failures.Add($"{failed.Step.Name}: {failed.Reason.Trim().Split('\n')[0]}");
        }

        var plan = await operations.PreviewAsync(new UpdateOptions(), _ => { }, cancellationToken);
        if (plan.Failed) return operations.Mask(string.Join("; ", plan.Problems));
        // Broken off in the middle, a step would leave more to find out than it saves.
        var result = await operations.UpAsync(plan, new UpdateOptions(), Observe, CancellationToken.None);
        return result.Succeeded ? null : operations.Mask(string.Join("; ", failures.Concat(result.Problems)));
    }

    /// <summary>Whether two plans do the same to the same resources.</summary>
    public static bool AreAlike(Plan shown, Plan now) =>
        shown.Steps.Where(step => step.Kind != StepKind.Same).Select(step => (step.Urn, step.Kind)).ToHashSet()
            .SetEquals(now.Steps.Where(step => step.Kind != StepKind.Same).Select(step => (step.Urn, step.Kind)));
}

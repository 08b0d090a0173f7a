using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Providers;
using Slipway.Engine.Registration;
using Slipway.Engine.State;

namespace Slipway.Engine.Planning;

/// <summary>
/// Compares what is wanted with what is stored and decides the step. Called by one thread at a time;
/// touches nothing outside the process.
/// </summary>
/// <param name="repeatable">Creations of which the end is not known and that may simply be done again.</param>
/// <param name="mayBeTaken">
/// What may be deleted along with another that is deleted before its replacement; null for all. Applying keeps to what was
/// approved: what the program came to earlier while planning no longer needed the other, and does not now either.
/// </param>
internal sealed class Planner(StateTable stored, ProviderRegistry providers, PlanScope scope, ImmutableArray<PendingOperation> repeatable, Func<string, bool>? mayBeTaken = null)
{
    /// <summary>Stored resources a registration of this run has taken up.</summary>
    private readonly HashSet<int> claimed = [];

    /// <summary>Stored resources deleted ahead because one they cannot be without is deleted before its replacement.</summary>
    private readonly HashSet<int> deletedAhead = [];

    /// <summary>Stored resources whose replacement is made before they go.</summary>
    private readonly HashSet<int> replaced = [];

    /// <summary>Stored resources outside the targets, left as they are.</summary>
    private readonly HashSet<int> leftAlone = [];

    /// <summary>New resources outside the targets: they will not be there.</summary>
    private readonly HashSet<string> leftOut = new(StringComparer.Ordinal);

    /// <summary>Earlier URNs of resources that were taken up under a new one.</summary>
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);

    /// <summary>By URN and id: an old copy in doubt says nothing about the resource that lives under the same URN.</summary>
    private readonly Dictionary<(string Urn, string? Id), string> doubtful = stored.Pending
        .Where(operation => operation.Kind is "updating" or "deleting")
        .GroupBy(operation => (operation.Resource.Urn, operation.Resource.Id))
        .ToDictionary(group => group.Key, group => group.Last().Kind);

    private readonly Dictionary<string, PendingOperation> halfMade = repeatable
        .GroupBy(operation => operation.Resource.Urn, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    /// <summary>Later means needing more: backwards through it is reverse order of need.</summary>
    private Lazy<ImmutableArray<(int Key, ResourceState State)>> InOrderOfNeed { get; } = new(() => [.. stored.EntriesInOrderOfNeed()]);

    /// <summary>For each URN the living resources that depend on it, as positions in <see cref="InOrderOfNeed"/>.</summary>
    private Lazy<Dictionary<string, List<int>>> Dependents => field ??= new(() =>
    {
        var dependents = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var position = 0; position < InOrderOfNeed.Value.Length; position++)
        {
            var (_, state) = InOrderOfNeed.Value[position];
            if (state.Delete || PlanScope.IsOnlyRecorded(state.Custom, state.Type)) continue;
            foreach (var urn in state.Dependencies)
            {
                if (!dependents.TryGetValue(urn, out var list)) dependents.Add(urn, list = []);
                list.Add(position);
            }
        }

        return dependents;
    });

    public StepDecision Decide(Goal goal)
    {
        var old = Claim(goal);
        var wanted = goal.Wanted;
        if (!IsTargeted(goal, old?.State)) return LeaveAlone(goal, old);
        RefuseMissingNeeds(goal);
        var provider = wanted.Custom ? providers.Find(ResourceUrn.PackageOf(wanted.Type)) : null;
        var inputs = wanted.Inputs;
        if (old is not null)
        {
            foreach (var path in wanted.IgnoreChanges) inputs = PropertyPath.Restore(inputs, old.Value.State.Inputs, path);
        }

        var operation = OperationFor(goal, old?.State, inputs);
        if (provider is not null)
        {
            var check = provider.Check(operation);
            if (!check.Problems.IsEmpty)
            {
                throw new EngineException($"Resource '{wanted.Name}' ({wanted.Type}): "
                    + string.Join("; ", check.Problems.Select(problem => problem.Property.Length == 0 ? problem.Reason : $"{problem.Property}: {problem.Reason}")));
            }

            inputs = check.Inputs;
            operation = operation with { Inputs = inputs };
        }

        var state = NewState(goal, old?.State, inputs);
        var half = halfMade.Remove(goal.Urn, out var begun) ? begun : null;
        // Done again with other inputs it is not the same creation: what it may have left must go first.
        ImmutableArray<Deletion> leftovers = half is not null && !half.Resource.Inputs.Equals(inputs) ? [DeletionOf(null, half.Resource, StepKind.DeleteReplaced, null)] : [];
        if (old is not { } found)
        {
            var kind = wanted.ImportId is null ? StepKind.Create : StepKind.Import;
            return Decision(kind, [.. leftovers.Select(deletion => deletion.Step), Step(goal, kind, null, inputs, [])]) with { DeleteFirst = leftovers };
        }

        if (provider is null) return Decision(StepKind.Same, [Step(goal, StepKind.Same, found.State, inputs, [])]) with { New = state with { Outputs = found.State.Outputs } };

        var diff = Diff(provider, operation, found.State, wanted);
        var doubt = doubtful.GetValueOrDefault((found.State.Urn, found.State.Id));
        var gone = deletedAhead.Contains(found.Key) || found.State.PendingReplacement;
        var imports = wanted.ImportId is not null && wanted.ImportId != found.State.Id && wanted.ImportId != found.State.ImportId;
        var replace = gone || imports || doubt == "deleting" || half is not null || scope.Replaces(goal.Urn)
            || diff.Changes.Any(change => change.ForcesReplacement) || ProviderChanged(found.State, goal);
        if (replace) return Replace();
        if (diff.Changes.IsEmpty && doubt != "updating")
        {
            return Decision(StepKind.Same, [Step(goal, StepKind.Same, found.State, inputs, [])]) with
            {
                New = state with { Id = found.State.Id, Outputs = MarkSecrets(found.State.Outputs, state) },
            };
        }

        return Decision(StepKind.Update, [Step(goal, StepKind.Update, found.State, inputs, diff.Changes)]) with { New = state with { Id = found.State.Id } };

        StepDecision Replace()
        {
            if (found.State.Protect && wanted.Protect is not false)
                throw new EngineException($"Resource '{wanted.Name}' ({wanted.Type}) is protected and would be replaced because of {Reasons(diff, goal, imports)}. Take 'Protect' off and run again.");

            // After a deletion of which the end is not known the old one must surely be gone first.
            var first = !gone && (doubt == "deleting" || (wanted.DeleteBeforeReplace ?? diff.DeleteBeforeReplace));
            var deletions = first ? [.. leftovers, .. DeletionsBefore(found)] : leftovers;
            if (!first && !gone) replaced.Add(found.Key);
            var steps = deletions.Select(deletion => deletion.Step)
                .Append(Step(goal, imports ? StepKind.Import : StepKind.CreateReplacement, found.State, inputs, diff.Changes))
                .Append(Step(goal, StepKind.Replace, found.State, inputs, diff.Changes));
            return Decision(StepKind.Replace, [.. steps]) with
            {
                DeleteFirst = deletions,
                OldIsGone = gone || first,
                Operation = operation with { Id = null },
                New = state with { Created = null },
            };
        }

        StepDecision Decision(StepKind kind, ImmutableArray<PlannedStep> steps) => new()
        {
            Goal = goal,
            Kind = kind,
            Steps = goal.Shown ? steps : [],
            Provider = provider,
            Operation = operation,
            Old = old,
            New = state,
        };
    }

    /// <summary>The stored resource a read goes on from; one that was ours to change so far is left to be forgotten.</summary>
    public (int Key, ResourceState State)? ClaimRead(Goal goal)
    {
        if (stored.KeyOf(goal.Urn) is not { } key || stored[key] is not { External: true } state) return null;
        claimed.Add(key);
        return (key, state);
    }

    /// <summary>What remains to be deleted after every registration, in the order a single worker would do it.</summary>
    public ImmutableArray<Deletion> DecideDeletions(bool everything)
    {
        // The usual case, and an order of everything takes its time.
        if (halfMade.Count == 0 && deletedAhead.Count == 0 && !stored.All.Any(IsGoing)) return [];
        var going = InOrderOfNeed.Value.Where(IsGoing).Reverse().ToArray();
        var urns = going.Where(entry => !entry.State.Delete && !replaced.Contains(entry.Key)).Select(entry => entry.State.Urn).ToHashSet(StringComparer.Ordinal);
        if (scope.IsLimited) RefuseDeletingTheNeeded(urns);
        var deletions = ImmutableArray.CreateBuilder<Deletion>(going.Length + halfMade.Count);
        // Begun last, so nothing needs them.
        foreach (var operation in halfMade.Values)
        {
            if (scope.Includes(operation.Resource.Urn)) deletions.Add(DeletionOf(null, operation.Resource with { Protect = false }, StepKind.Delete, urns));
        }

        foreach (var (key, state) in going)
        {
            deletions.Add(DeletionOf(key, state, state.Delete || replaced.Contains(key) ? StepKind.DeleteReplaced : StepKind.Delete, urns));
        }

        // Deleted ahead for a replacement, and then the program did not declare it any more: only its record is left.
        foreach (var (key, state) in InOrderOfNeed.Value)
        {
            if (deletedAhead.Contains(key) && !claimed.Contains(key))
                deletions.Add(DeletionOf(key, state, StepKind.DeleteReplaced, urns) with { AsksProvider = false, Shown = false });
        }

        return deletions.ToImmutable();

        bool IsGoing((int Key, ResourceState State) entry) => !deletedAhead.Contains(entry.Key)
            && (replaced.Contains(entry.Key) || ((everything || entry.State.Delete || !claimed.Contains(entry.Key)) && scope.Includes(entry.State.Urn)));
    }

    private void RefuseDeletingTheNeeded(HashSet<string> going)
    {
        foreach (var (key, state) in InOrderOfNeed.Value)
        {
            // What this run has planned anew no longer needs it: its needs are declared.
            if (state.Delete || going.Contains(state.Urn) || (claimed.Contains(key) && !leftAlone.Contains(key))) continue;
            if (state.Needs().FirstOrDefault(going.Contains) is not { } needed) continue;
            throw new EngineException(
                $"Resource '{ResourceUrn.NameOf(needed)}' would be deleted, and '{state.Name}' ({state.Type}), which is not among the targets, needs it. Add --target '{state.Urn}'.");
        }
    }

    /// <summary>Outputs that must be secret: those asked for, and those that repeat a secret input.</summary>
    public static PropertyValue.Map MarkSecrets(PropertyValue.Map outputs, ResourceState state)
    {
        foreach (var name in state.AdditionalSecretOutputs)
        {
            if (outputs[name] is { } value and not PropertyValue.Secret) outputs = outputs.With(name, new PropertyValue.Secret(value));
        }

        foreach (var (name, input) in state.Inputs)
        {
            if (input.ContainsSecret && outputs[name] is { ContainsSecret: false } value) outputs = outputs.With(name, new PropertyValue.Secret(value));
        }

        return outputs;
    }

    public static ResourceOperation OperationFor(ResourceState state) => new()
    {
        Urn = state.Urn,
        Type = state.Type,
        Name = state.Name,
        Id = state.Id,
        OldInputs = state.Inputs,
        OldOutputs = state.Outputs,
        Inputs = state.Inputs,
        Timeout = state.Timeouts.Delete,
    };

    private static Deletion DeletionOf(int? key, ResourceState state, StepKind kind, HashSet<string>? going)
    {
        if (state.Protect && kind == StepKind.Delete)
            throw new EngineException($"Resource '{state.Name}' ({state.Type}) is protected and would be deleted. Take 'Protect' off in the program, run up, and try again.");

        var isProvider = state.Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal);
        var goesWithAnother = state.DeletedWith is not null && going?.Contains(state.DeletedWith) == true;
        return new Deletion(key, state, StepOf(state, kind))
        {
            AsksProvider = state is { Custom: true, External: false, RetainOnDelete: false, PendingReplacement: false } && !goesWithAnother && !isProvider,
            Shown = !isProvider || !state.Name.StartsWith("default", StringComparison.Ordinal),
        };
    }

    /// <summary>The step of a resource that is looked up.</summary>
    public static PlannedStep ReadStep(ResourceState wanted, ResourceState? old) =>
        StepOf(wanted, StepKind.Read) with { OldInputs = old?.Inputs, NewInputs = wanted.Inputs };

    private static PlannedStep StepOf(ResourceState state, StepKind kind) => new()
    {
        Urn = state.Urn,
        Type = state.Type,
        Name = state.Name,
        Kind = kind,
        Custom = state.Custom,
        Parent = state.Parent,
        Dependencies = state.Dependencies,
        OldInputs = state.Inputs,
        Id = state.Id,
        Provider = state.Provider,
        Protect = state.Protect,
        RetainOnDelete = state.RetainOnDelete,
        PropertyDependencies = state.PropertyDependencies,
        SourcePosition = state.SourcePosition,
    };

    private static PlannedStep Step(Goal goal, StepKind kind, ResourceState? old, PropertyValue.Map inputs, ImmutableArray<PropertyChange> changes) => new()
    {
        Urn = goal.Urn,
        Type = goal.Wanted.Type,
        Name = goal.Wanted.Name,
        Kind = kind,
        Custom = goal.Wanted.Custom,
        Parent = goal.Wanted.Parent,
        Dependencies = goal.Wanted.Dependencies,
        Changes = changes,
        OldInputs = old?.Inputs,
        NewInputs = inputs,
        Id = kind is StepKind.Same or StepKind.Update ? old?.Id : null,
        Outputs = kind == StepKind.Same ? old?.Outputs : null,
        Provider = goal.Provider,
        Protect = goal.Wanted.Protect ?? false,
        RetainOnDelete = goal.Wanted.RetainOnDelete ?? false,
        PropertyDependencies = goal.Wanted.PropertyDependencies,
        SourcePosition = goal.Wanted.SourcePosition,
    };

    private static ResourceState NewState(Goal goal, ResourceState? old, PropertyValue.Map inputs)
    {
        var wanted = goal.Wanted;
        return new ResourceState
        {
            Urn = goal.Urn,
            Type = wanted.Type,
            Custom = wanted.Custom,
            Inputs = inputs,
            Parent = wanted.Parent,
            Protect = wanted.Protect ?? false,
            Dependencies = wanted.Dependencies,
            Provider = goal.Provider,
            PropertyDependencies = wanted.PropertyDependencies,
            AdditionalSecretOutputs = wanted.AdditionalSecretOutputs,
            Aliases = goal.Aliases,
            Timeouts = wanted.Timeouts,
            ImportId = wanted.ImportId,
            RetainOnDelete = wanted.RetainOnDelete ?? false,
            DeletedWith = wanted.DeletedWith,
            Created = old?.Created,
            Modified = old?.Modified,
            SourcePosition = wanted.SourcePosition,
            IgnoreChanges = wanted.IgnoreChanges,
            ReplaceOnChanges = wanted.ReplaceOnChanges,
            OtherFields = old?.OtherFields ?? ImmutableSortedDictionary<string, string>.Empty,
        };
    }

    private static ResourceOperation OperationFor(Goal goal, ResourceState? old, PropertyValue.Map inputs) => new()
    {
        Urn = goal.Urn,
        Type = goal.Wanted.Type,
        Name = goal.Wanted.Name,
        Id = old?.Id,
        OldInputs = old?.Inputs,
        OldOutputs = old?.Outputs,
        Inputs = inputs,
        Timeout = old is null ? goal.Wanted.Timeouts.Create : goal.Wanted.Timeouts.Update,
    };

    private static DiffResult Diff(IProvider provider, ResourceOperation operation, ResourceState old, ResourceRegistration wanted)
    {
        var changes = PropertyDiff.Between(old.Inputs, operation.Inputs);
        if (changes.IsEmpty) return new DiffResult([]);
        var diff = provider.Diff(operation, changes);
        if (wanted.ReplaceOnChanges.IsEmpty) return diff;
        return diff with
        {
            Changes =
            [
                .. diff.Changes.Select(change => wanted.ReplaceOnChanges.Any(pattern => PropertyPath.Matches(pattern, change.Path))
                    ? change with { ForcesReplacement = true }
                    : change),
            ],
        };
    }

    private static bool ProviderChanged(ResourceState old, Goal goal)
    {
        if (old.Provider is null || goal.Provider is null) return false;
        var before = ResourceUrn.OfProviderReference(old.Provider);
        var after = ResourceUrn.OfProviderReference(goal.Provider);
        if (before == after) return false;
        // One default provider after another is only a new version of the package.
        return !IsDefault(before) || !IsDefault(after);

        static bool IsDefault(string urn) => ResourceUrn.NameOf(urn).StartsWith("default", StringComparison.Ordinal);
    }

    private string Reasons(DiffResult diff, Goal goal, bool imports) =>
        diff.Changes.Any(change => change.ForcesReplacement) ? string.Join(", ", diff.Changes.Where(change => change.ForcesReplacement).Select(change => $"'{change.Path}'"))
        : scope.Replaces(goal.Urn) ? "--replace"
        : imports ? $"the import of '{goal.Wanted.ImportId}'"
        : "a resource it cannot be without";

    private bool IsTargeted(Goal goal, ResourceState? old) =>
        !scope.IsLimited || PlanScope.IsOnlyRecorded(goal.Wanted.Custom, goal.Wanted.Type) || scope.Includes(goal.Urn) || (old is not null && scope.Includes(old.Urn));

    private StepDecision LeaveAlone(Goal goal, (int Key, ResourceState State)? old)
    {
        var provider = providers.Find(ResourceUrn.PackageOf(goal.Wanted.Type));
        if (old is not { } found)
        {
            leftOut.Add(goal.Urn);
            return new StepDecision
            {
                Goal = goal,
                Kind = StepKind.Same,
                Steps = [],
                Provider = provider,
                Operation = OperationFor(goal, null, goal.Wanted.Inputs),
                New = NewState(goal, null, goal.Wanted.Inputs),
                IsLeftOut = true,
            };
        }

        leftAlone.Add(found.Key);
        // Not its own state, but what it names may have got another name in this run.
        var state = found.State with
        {
            Urn = goal.Urn,
            Parent = found.State.Parent is { } parent ? Renamed(parent) : null,
            Dependencies = [.. found.State.Dependencies.Select(Renamed)],
            DeletedWith = found.State.DeletedWith is { } with ? Renamed(with) : null,
            PropertyDependencies = found.State.PropertyDependencies.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.Select(Renamed).ToImmutableArray(), StringComparer.Ordinal),
        };
        return new StepDecision
        {
            Goal = goal,
            Kind = StepKind.Same,
            Steps = goal.Shown ? [Step(goal, StepKind.Same, found.State, found.State.Inputs, [])] : [],
            Provider = provider,
            Operation = OperationFor(goal, found.State, found.State.Inputs),
            Old = old,
            New = state,
        };

        string Renamed(string urn) => renamed.GetValueOrDefault(urn, urn);
    }

    private void RefuseMissingNeeds(Goal goal)
    {
        if (leftOut.Count == 0) return;
        var wanted = goal.Wanted;
        IEnumerable<string?> needs = [wanted.Parent, wanted.DeletedWith, .. wanted.Dependencies];
        if (needs.FirstOrDefault(urn => urn is not null && leftOut.Contains(urn)) is not { } missing) return;
        // A component is only recorded; that it has a child or a dependency outside the targets is no reason to stop.
        if (PlanScope.IsOnlyRecorded(wanted.Custom, wanted.Type)) return;
        throw new EngineException(
            $"Resource '{wanted.Name}' ({wanted.Type}) is a target and needs '{ResourceUrn.NameOf(missing)}', which does not exist yet and is not among the targets. Add --target '{missing}'.");
    }

    private (int Key, ResourceState State)? Claim(Goal goal)
    {
        foreach (var urn in goal.Aliases.Prepend(goal.Urn))
        {
            if (stored.KeyOf(urn) is not { } key || stored[key] is not { } state) continue;
            // What was only read so far is not ours to change; the new resource is made beside it.
            if (state.External && goal.Wanted.Custom) continue;
            if (!claimed.Add(key))
                throw new EngineException($"Resource '{goal.Urn}' has the alias '{urn}', which another resource of the program has taken. Remove one of the aliases.");
            if (urn != goal.Urn) renamed[urn] = goal.Urn;
            return (key, state);
        }

        return null;
    }

    private ImmutableArray<Deletion> DeletionsBefore((int Key, ResourceState State) replaced)
    {
        var going = new HashSet<string>(StringComparer.Ordinal) { replaced.State.Urn };
        var order = new List<(int Key, ResourceState State)> { replaced };
        // In order of need: when one is judged, all it depends on have been.
        var candidates = new SortedSet<int>();
        AddDependents(replaced.State.Urn);
        while (candidates.Count > 0)
        {
            var position = candidates.Min;
            candidates.Remove(position);
            var (key, state) = InOrderOfNeed.Value[position];
            // What was planned already in this run no longer needs it: its needs are planned before it.
            if (going.Contains(state.Urn) || claimed.Contains(key) || state.PendingReplacement || deletedAhead.Contains(key) || mayBeTaken?.Invoke(state.Urn) == false || !CannotBeWithout(state, going)) continue;
            if (!scope.Includes(state.Urn))
            {
                throw new EngineException(
                    $"Resource '{replaced.State.Name}' ({replaced.State.Type}) is deleted before it is replaced, and '{state.Name}', which is not among the targets, cannot be without it. Add --target '{state.Urn}'.");
            }

            going.Add(state.Urn);
            order.Add((key, state));
            AddDependents(state.Urn);
        }

        order.Reverse();
        foreach (var (key, _) in order) deletedAhead.Add(key);
        return [.. order.Select(entry => DeletionOf(entry.Key, entry.State, StepKind.DeleteReplaced, null) with { AwaitsReplacement = true })];

        void AddDependents(string urn)
        {
            if (Dependents.Value.TryGetValue(urn, out var positions)) candidates.UnionWith(positions);
        }
    }

    /// <summary>True when new values of what it depends on would replace it.</summary>
    private bool CannotBeWithout(ResourceState state, HashSet<string> going)
    {
        var inputs = state.Inputs;
        foreach (var (property, urns) in state.PropertyDependencies)
        {
            if (urns.Any(going.Contains) && inputs[property] is not null) inputs = inputs.With(property, PropertyValue.NotYetKnown);
        }

        if (ReferenceEquals(inputs, state.Inputs)) return false;
        var changes = PropertyDiff.Between(state.Inputs, inputs);
        var provider = providers.Find(ResourceUrn.PackageOf(state.Type));
        return provider.Diff(OperationFor(state) with { Inputs = inputs }, changes).Changes
            .Any(change => change.ForcesReplacement || state.ReplaceOnChanges.Any(pattern => PropertyPath.Matches(pattern, change.Path)));
    }
}

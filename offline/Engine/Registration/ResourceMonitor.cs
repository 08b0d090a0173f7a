using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Applying;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine.Registration;

/// <summary>
/// The engine's side of a running program: each registration is settled, planned and handed to the executor.
/// Settling and planning happen one at a time, carrying out in parallel.
/// </summary>
internal sealed class ResourceMonitor(
    StackContext context,
    Task<RunParts> parts,
    EventStream events,
    SecretMask mask) : IResourceMonitor
{
    private const string UnknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private readonly Lock gate = new();
    private readonly Registrar registrar = new(context.Stack, context.Project);
    private readonly Dictionary<string, ResourceState> living = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> defaultProviders = new(StringComparer.Ordinal);
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    /// <summary>What went wrong so far, secrets masked; in the order it came up.</summary>
    public ImmutableArray<string> Problems
    {
        get
        {
            lock (gate)
            {
                return [.. problems];
            }
        }
    }

    public IReadOnlyCollection<string> RegisteredUrns => registrar.Urns;

    public PropertyValue.Map StackOutputs
    {
        get
        {
            lock (gate)
            {
                return living.GetValueOrDefault(StackUrn)?.Outputs ?? PropertyValue.Map.Empty;
            }
        }
    }

    private string StackUrn => registrar.UrnOf(null, ResourceUrn.StackType, $"{context.Project}-{context.Stack}");

    public async Task<RegisteredResource> RegisterAsync(ResourceRegistration registration, CancellationToken cancellationToken)
    {
        var run = await parts;
        mask.Add(registration.Inputs);
        var inputs = AssetHashes.Fill(registration.Inputs);
        if (!ReferenceEquals(inputs, registration.Inputs)) registration = registration with { Inputs = inputs };
        StepDecision decision;
        lock (gate)
        {
            ThrowIfNeedFailed(registration.Name, registration.Dependencies, registration.Parent, () => registrar.UrnOf(registration.Parent, registration.Type, registration.Name));
            try
            {
                var goal = registrar.Register(registration);
                if (registration.Custom && !registration.Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal))
                    goal = goal with { Provider = ProviderReference(run, registration) };
                decision = run.Planner.Decide(goal);
                run.Executor.Admit(decision);
            }
            catch (EngineException error) when (error is not (PlanChangedException or StackLockedException))
            {
                failed.Add(registrar.UrnOf(registration.Parent, registration.Type, registration.Name));
                throw Report(error.Message, error);
            }
        }

        try
        {
            var state = await run.Executor.ExecuteAsync(decision);
            lock (gate)
            {
                living[state.Urn] = state;
            }

            return Answer(state) with { IsLeftOut = decision.IsLeftOut };
        }
        catch (ResourceFailedException error)
        {
            lock (gate)
            {
                failed.Add(decision.Goal.Urn);
                problems.Add(mask.Apply($"{registration.Name} ({registration.Type}): {error.Message}"));
            }

            throw;
        }
    }

    public async Task<RegisteredResource> ReadAsync(ResourceRead read, CancellationToken cancellationToken)
    {
        var run = await parts;
        mask.Add(read.Properties);
        var registration = new ResourceRegistration
        {
            Type = read.Type,
            Name = read.Name,
            Custom = true,
            Parent = read.Parent,
            Inputs = read.Properties,
            Dependencies = read.Dependencies,
            Provider = read.Provider,
            Version = read.Version,
            AdditionalSecretOutputs = read.AdditionalSecretOutputs,
            Aliases = read.Aliases,
        };
        ResourceState wanted;
        (int Key, ResourceState State)? old;
        IProvider provider;
        lock (gate)
        {
            ThrowIfNeedFailed(read.Name, read.Dependencies, read.Parent, () => registrar.UrnOf(read.Parent, read.Type, read.Name));
            try
            {
                var goal = registrar.Register(registration);
                var reference = ProviderReference(run, registration);
                old = run.Planner.ClaimRead(goal);
                provider = run.Providers.Find(ResourceUrn.PackageOf(read.Type));
                wanted = new ResourceState
                {
                    Urn = goal.Urn,
                    Type = read.Type,
                    Custom = true,
                    External = true,
                    Id = read.Id == UnknownId ? null : read.Id,
                    Inputs = read.Properties,
                    Parent = read.Parent,
                    Dependencies = read.Dependencies,
                    Provider = reference,
                    AdditionalSecretOutputs = read.AdditionalSecretOutputs,
                    Aliases = goal.Aliases,
                };
            }
            catch (EngineException error) when (error is not (PlanChangedException or StackLockedException))
            {
                failed.Add(registrar.UrnOf(read.Parent, read.Type, read.Name));
                throw Report(error.Message, error);
            }
        }

        try
        {
            var operation = new ResourceOperation
            {
                Urn = wanted.Urn,
                Type = wanted.Type,
                Name = wanted.Name,
                Id = wanted.Id,
                OldInputs = old?.State.Inputs,
                OldOutputs = old?.State.Outputs,
                Inputs = wanted.Inputs,
                Log = (severity, text) => events.Say(severity, text, wanted.Urn),
            };
            var state = await run.Executor.ReadAsync(wanted, old, provider, operation);
            lock (gate)
            {
                living[state.Urn] = state;
            }

            return Answer(state);
        }
        catch (EngineException error) when (error is not (PlanChangedException or StackLockedException))
        {
            lock (gate)
            {
                failed.Add(wanted.Urn);
            }

            throw Report(error.Message, error);
        }
    }

    public async Task RegisterOutputsAsync(string urn, PropertyValue.Map outputs, CancellationToken cancellationToken)
    {
        var run = await parts;
        mask.Add(outputs);
        lock (gate)
        {
            if (!living.TryGetValue(urn, out var resource))
                throw Report($"Outputs were given for '{urn}', which the program has not registered. Register it first.", null);
            living[urn] = run.Executor.RecordOutputs(resource, outputs);
        }
    }

    public async Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        var run = await parts;
        mask.Add(call.Arguments);
        try
        {
            var result = await run.Providers.Find(ResourceUrn.PackageOf(call.Token)).InvokeAsync(call, cancellationToken);
            mask.Add(result);
            return result;
        }
        catch (EngineException error)
        {
            throw Report($"function '{call.Token}': {error.Message}", error);
        }
    }

    public void Log(LogSeverity severity, string message, string? urn, bool ephemeral)
    {
        if (severity == LogSeverity.Error)
        {
            lock (gate)
            {
                problems.Add(mask.Apply(message));
            }
        }

        events.Say(severity, message, urn, ephemeral);
    }

    /// <summary>Counts as a failure of the run: nothing is deleted after it.</summary>
    public void Fail(string problem)
    {
        problem = mask.Apply(problem);
        lock (gate)
        {
            if (problems.Contains(problem)) return;
            problems.Add(problem);
        }

        events.Say(LogSeverity.Error, problem);
    }

    private static RegisteredResource Answer(ResourceState state) => new(state.Urn, state.Id, ClosedSecret.ForProgram(state.Outputs));

    private ResourceFailedException Report(string message, Exception? error)
    {
        message = mask.Apply(message);
        lock (gate)
        {
            problems.Add(message);
        }

        events.Say(LogSeverity.Error, message);
        return new ResourceFailedException(message, error);
    }

    private void ThrowIfNeedFailed(string name, ImmutableArray<string> dependencies, string? parent, Func<string> urn)
    {
        if (failed.Count == 0) return;
        var needed = parent is not null && failed.Contains(parent) ? parent : dependencies.FirstOrDefault(failed.Contains);
        if (needed is null) return;
        failed.Add(urn());
        throw new ResourceFailedException($"'{name}' was not made because '{ResourceUrn.NameOf(needed)}', which it needs, failed");
    }

    private string ProviderReference(RunParts run, ResourceRegistration registration)
    {
        if (registrar.ProviderOf(registration) is { } given) return given;
        var package = ResourceUrn.PackageOf(registration.Type);
        var version = registration.Version ?? "";
        var key = $"{package}@{version}";
        if (defaultProviders.TryGetValue(key, out var known)) return known;
        var name = version.Length == 0 ? "default" : $"default_{version.Replace('.', '_').Replace('-', '_').Replace('+', '_')}";
        var wanted = new ResourceRegistration
        {
            Type = $"{ResourceUrn.ProviderTypePrefix}{package}",
            Name = name,
            Custom = true,
            Inputs = version.Length == 0 ? PropertyValue.Map.Empty : PropertyValue.Map.Empty.With("version", new PropertyValue.Text(version)),
        };
        var goal = registrar.Register(wanted) with { Shown = false };
        var state = run.Executor.RecordDefaultProvider(run.Planner.Decide(goal));
        return defaultProviders[key] = $"{state.Urn}::{state.Id ?? UnknownId}";
    }
}

/// <summary>What a run needs once the stored state is read.</summary>
internal sealed record RunParts(Planner Planner, IStepExecutor Executor, ProviderRegistry Providers);

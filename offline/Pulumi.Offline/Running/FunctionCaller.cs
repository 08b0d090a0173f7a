using System.Collections.Immutable;
using Pulumi.Offline.Serialization;

namespace Pulumi.Offline.Running;

/// <summary>Calls functions of providers and methods of resources.</summary>
internal static class FunctionCaller
{
    public static async Task<OutputData<T>> InvokeAsync<T>(ProgramRun run, string token, InvokeArgs args, InvokeOptions? options, bool single)
    {
        var dependsOn = options is InvokeOutputOptions outputOptions ? outputOptions.DependsOn : null;
        var provider = options?.Provider ?? options?.Parent?.ProviderFor(token);
        var answer = await CallAsync(run, token, args, null, provider, options?.Version, dependsOn);
        if (!answer.IsKnown)
            return answer.AsUnknown<T>();

        PropertyValue value = answer.Value;
        if (single)
        {
            value = answer.Value.Count == 1
                ? answer.Value.First().Value
                : throw new RunException($"{token} gave {answer.Value.Count} values where one was expected. Use Invoke instead of InvokeSingle.");
        }

        return Read<T>(token, answer, value);
    }

    public static async Task<OutputData<T>> CallAsync<T>(ProgramRun run, string token, CallArgs args, Resource? self, CallOptions? options)
    {
        var provider = options?.Provider ?? self?.Provider ?? options?.Parent?.ProviderFor(token);
        var answer = await CallAsync(run, token, args, self, provider, options?.Version, null, isMethod: true);
        return answer.IsKnown ? Read<T>(token, answer, answer.Value) : answer.AsUnknown<T>();
    }

    private static OutputData<T> Read<T>(string token, OutputData<PropertyValue.Map> answer, PropertyValue value)
    {
        if (value.ContainsUnknown)
            return answer.AsUnknown<T>();
        var secret = value.ContainsSecret;
        var read = (T)PropertyReader.For(typeof(T))(secret ? value.WithoutSecrets() : value, token)!;
        return answer.With(read) with { IsSecret = answer.IsSecret || secret };
    }

    private static async Task<OutputData<PropertyValue.Map>> CallAsync(
        ProgramRun run,
        string token,
        InputArgs? args,
        Resource? self,
        ProviderResource? provider,
        string? version,
        InputList<Resource>? dependsOn,
        bool isMethod = false)
    {
        var serializer = new PropertySerializer(token);
        var arguments = PropertyValue.Map.Empty;
        foreach (var property in args?.Properties ?? [])
        {
            if (await serializer.SerializePropertyAsync(property) is { } value)
                arguments = arguments.With(property.Name, value);
        }

        if (self is not null)
            arguments = arguments.With("__self__", await serializer.SerializeAsync(self, "__self__"));

        var sources = serializer.Resources.ToImmutableHashSet();
        var secret = arguments.ContainsSecret;
        var known = !arguments.ContainsUnknown;
        if (dependsOn is not null)
        {
            var awaited = await dependsOn.ToOutput().DataTask;
            sources = sources.Union(awaited.Resources);
            foreach (var resource in awaited.IsKnown ? awaited.Value : [])
            {
                sources = sources.Add(resource);
                known &= resource is DependencyResource || (await resource.Registered) is { IsIdKnown: true } || !resource.IsCustom;
            }
        }

        if (!known)
            return new(PropertyValue.Map.Empty, false, secret, sources);

        var call = new FunctionCall
        {
            Token = token,
            Arguments = arguments,
            Provider = await ResourceRegistrar.ReferenceAsync(provider),
            Version = version,
            IsMethod = isMethod,
        };
        return new(await run.Host.Monitor.InvokeAsync(call, run.Host.CancellationToken), true, secret, sources);
    }
}

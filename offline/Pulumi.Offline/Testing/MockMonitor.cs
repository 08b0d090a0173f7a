using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Offline;
using Pulumi.Offline.Serialization;

namespace Pulumi.Testing;

/// <summary>Stands in for the engine in unit tests; the mocks answer for the providers.</summary>
internal sealed class MockMonitor(IMocks mocks, string project, string stack) : IResourceMonitor
{
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentDictionary<string, RegisteredResource> registered = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Errors => errors;

    public async Task<RegisteredResource> RegisterAsync(ResourceRegistration registration, CancellationToken cancellationToken)
    {
        var urn = UrnOf(registration.Parent, registration.Type, registration.Name);
        if (registration.Type == Stack.TypeToken)
            return new(urn, null, PropertyValue.Map.Empty);

        var args = new MockResourceArgs
        {
            Type = registration.Type,
            Name = registration.Name,
            Inputs = Seen(registration.Inputs),
            Provider = registration.Provider ?? "",
            Id = registration.ImportId ?? "",
        };
        return await AnswerAsync(urn, args);
    }

    public Task<RegisteredResource> ReadAsync(ResourceRead read, CancellationToken cancellationToken)
    {
        var args = new MockResourceArgs
        {
            Type = read.Type,
            Name = read.Name,
            Inputs = Seen(read.Properties),
            Provider = read.Provider ?? "",
            Id = read.Id,
        };
        return AnswerAsync(UrnOf(read.Parent, read.Type, read.Name), args);
    }

    public Task RegisterOutputsAsync(string urn, PropertyValue.Map outputs, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        if (call is { Token: "pulumi:pulumi:getResource" } && call.Arguments["urn"] is PropertyValue.Text { Value: var urn })
        {
            var found = registered.GetValueOrDefault(urn) ?? throw new RunException($"unknown resource {urn}");
            return PropertyValue.Map.Empty
                .With("urn", new PropertyValue.Text(urn))
                .With("id", new PropertyValue.Text(found.Id ?? ""))
                .With("state", found.Outputs);
        }

        var args = new MockCallArgs { Token = call.Token, Args = Seen(call.Arguments), Provider = call.Provider ?? "" };
        return await ToMapAsync(await mocks.CallAsync(args), $"mocked result of {call.Token}");
    }

    public void Log(LogSeverity severity, string message, string? urn, bool ephemeral)
    {
        if (severity == LogSeverity.Error)
            errors.Enqueue(message);
    }

    private static async Task<PropertyValue.Map> ToMapAsync(object? state, string subject) =>
        await new PropertySerializer(subject).SerializeAsync(state, "state") switch
        {
            PropertyValue.Map map => map,
            PropertyValue.Null => PropertyValue.Map.Empty,
            _ => throw new RunException($"{subject}: expected a dictionary with string keys, found {state!.GetType()}."),
        };

    /// <summary>What of the properties a mock gets to see.</summary>
    private static ImmutableDictionary<string, object> Seen(PropertyValue.Map properties)
    {
        var seen = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (name, value) in properties)
        {
            if (!value.ContainsUnknown && PropertyReader.For(typeof(object))(value.WithoutSecrets(), name) is { } plain)
                seen[name] = plain;
        }

        return seen.ToImmutable();
    }

    private async Task<RegisteredResource> AnswerAsync(string urn, MockResourceArgs args)
    {
        var (id, state) = await mocks.NewResourceAsync(args);
        return registered[urn] = new(urn, id, await ToMapAsync(state, $"mocked state of {args.Type} '{args.Name}'"));
    }

    /// <summary>Not the engine's form: as the real SDK's mocks do, only the first type of the parent's chain is kept (pulumi/pulumi#8637).</summary>
    private string UrnOf(string? parent, string type, string name)
    {
        var first = parent?.Split("::")[2].Split('$')[0];
        return $"urn:pulumi:{stack}::{project}::{(first is null ? type : $"{first}${type}")}::{name}";
    }
}

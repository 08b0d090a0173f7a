using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Pulumi.Offline.Tests;

/// <summary>An engine that makes every resource at once, with its inputs as outputs, and remembers what it was asked.</summary>
internal sealed class EchoMonitor : IResourceMonitor
{
    public ConcurrentQueue<ResourceRegistration> Registrations { get; } = new();

    public ConcurrentQueue<ResourceRead> Reads { get; } = new();

    public ConcurrentQueue<FunctionCall> Calls { get; } = new();

    public ConcurrentQueue<(LogSeverity Severity, string Message, string? Urn)> Messages { get; } = new();

    public ConcurrentDictionary<string, PropertyValue.Map> Outputs { get; } = new();

    /// <summary>True for an engine that in a preview gives neither ids nor more than the inputs.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The resource it does not make, as one outside an update's targets.</summary>
    public string? LeavesOut { get; init; }

    /// <summary>What it does before it answers; may throw.</summary>
    public Func<ResourceRegistration, Task> Before { get; init; } = _ => Task.CompletedTask;

    public Func<ResourceRegistration, PropertyValue.Map> Answer { get; init; } = registration => registration.Inputs;

    public Func<FunctionCall, PropertyValue.Map> AnswerCall { get; init; } = call => call.Arguments;

    public IEnumerable<string> Errors => Messages.Where(message => message.Severity == LogSeverity.Error).Select(message => message.Message);

    public ResourceRegistration this[string name] => Registrations.Single(registration => registration.Name == name);

    public async Task<RegisteredResource> RegisterAsync(ResourceRegistration registration, CancellationToken cancellationToken)
    {
        await Before(registration);
        Registrations.Enqueue(registration);
        var chain = registration.Parent?.Split("::")[2];
        var type = chain is null or "pulumi:pulumi:Stack" ? registration.Type : $"{chain}${registration.Type}";
        if (registration.Name == LeavesOut) return new($"urn:pulumi:dev::proj::{type}::{registration.Name}", null, PropertyValue.Map.Empty) { IsLeftOut = true };
        var id = registration.Custom && !IsPreview ? $"{registration.Name}-id" : null;
        return new($"urn:pulumi:dev::proj::{type}::{registration.Name}", id, Answer(registration));
    }

    public Task<RegisteredResource> ReadAsync(ResourceRead read, CancellationToken cancellationToken)
    {
        Reads.Enqueue(read);
        return Task.FromResult(new RegisteredResource($"urn:pulumi:dev::proj::{read.Type}::{read.Name}", read.Id, read.Properties));
    }

    public Task RegisterOutputsAsync(string urn, PropertyValue.Map outputs, CancellationToken cancellationToken)
    {
        Outputs[urn] = outputs;
        return Task.CompletedTask;
    }

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        return Task.FromResult(AnswerCall(call));
    }

    public void Log(LogSeverity severity, string message, string? urn, bool ephemeral) => Messages.Enqueue((severity, message, urn));

    public Task<int> RunAsync(Func<Task<int>> program, params (string Key, string Value)[] configuration) =>
        RunWithSecretsAsync(program, [], configuration);

    public Task<int> RunAsync(Action program) => RunAsync(() => Deployment.RunAsync(program));

    public async Task<int> RunWithSecretsAsync(Func<Task<int>> program, string[] secretKeys, params (string Key, string Value)[] configuration)
    {
        var host = new ProgramHost
        {
            Organization = "org",
            Project = "proj",
            Stack = "dev",
            IsDryRun = IsPreview,
            Monitor = this,
            Configuration = configuration.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value),
            SecretKeys = [.. secretKeys],
        };
        // A program that never ends must fail its test, not hang the run.
        return await host.RunAsync(program).WaitAsync(TimeSpan.FromSeconds(30));
    }
}

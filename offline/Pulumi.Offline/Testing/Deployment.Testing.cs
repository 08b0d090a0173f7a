using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Offline;
using Pulumi.Offline.Running;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Runs a stack against mocks and gives every resource it declared, the stack included.</summary>
    public static async Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() =>
        (await TestAsync(mocks, options, () => WithOutputs(new TStack()))).Resources();

    /// <summary>Runs a stack that comes from a service provider against mocks and gives every resource it declared, the stack included.</summary>
    public static async Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack =>
        (await TestAsync(mocks, options, () => WithOutputs(FromServices<TStack>(serviceProvider)))).Resources();

    /// <summary>Runs a program against mocks and gives every resource it declared.</summary>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks mocks, TestOptions? options, Action action) =>
        (await TestProgramAsync(mocks, options, Program(action))).Resources;

    /// <summary>Runs a program against mocks and gives every resource it declared.</summary>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks mocks, TestOptions? options, Func<Task> func) =>
        (await TestProgramAsync(mocks, options, Program(func))).Resources;

    /// <summary>Runs a program against mocks and gives every resource it declared, and its outputs.</summary>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks mocks, TestOptions? options, Func<IDictionary<string, object?>> func) =>
        TestProgramAsync(mocks, options, Program(func));

    /// <summary>Runs a program against mocks and gives every resource it declared, and its outputs.</summary>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks mocks, TestOptions? options, Func<Task<IDictionary<string, object?>>> func) =>
        TestProgramAsync(mocks, options, func);

    private static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestProgramAsync(
        IMocks mocks, TestOptions? options, Func<Task<IDictionary<string, object?>>> program)
    {
        var run = await TestAsync(mocks, options, () => new Stack(program, null));
        var outputs = (await run.Stack!.Outputs.DataTask).Value;
        return ([.. run.Resources().Where(resource => resource is not Stack)], outputs);
    }

    private static async Task<ProgramRun> TestAsync(IMocks mocks, TestOptions? options, Func<Stack> begin)
    {
        var project = options?.ProjectName ?? "project";
        var stack = options?.StackName ?? "stack";
        var monitor = new MockMonitor(mocks, project, stack);
        var run = new ProgramRun(new ProgramHost
        {
            Organization = options?.OrganizationName ?? "organization",
            Project = project,
            Stack = stack,
            IsDryRun = options?.IsPreview ?? true,
            Monitor = monitor,
            Configuration = ConfigurationFromEnvironment(),
            SecretKeys = SecretKeysFromEnvironment(),
        });

        await run.ExecuteAsync(begin);
        return monitor.Errors.Select(error => new RunException(error)).ToArray() switch
        {
            [] => run,
            [var only] => throw only,
            var several => throw new AggregateException(several),
        };
    }

    /// <summary>Unit tests give configuration the way the command line gives it to a program.</summary>
    private static ImmutableSortedDictionary<string, string> ConfigurationFromEnvironment()
    {
        var json = Environment.GetEnvironmentVariable("PULUMI_CONFIG");
        return string.IsNullOrEmpty(json)
            ? ImmutableSortedDictionary<string, string>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static ImmutableHashSet<string> SecretKeysFromEnvironment()
    {
        var json = Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS");
        return string.IsNullOrEmpty(json) ? [] : [.. JsonSerializer.Deserialize<string[]>(json)!];
    }
}

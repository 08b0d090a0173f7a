using Pulumi.Offline;
using Pulumi.Offline.Running;

namespace Pulumi;

/// <summary>Runs programs.</summary>
public sealed partial class Deployment
{
    private Deployment()
    {
    }

    /// <summary>The running program's surroundings.</summary>
    public static DeploymentInstance Instance => ProgramRun.Require("ask for the deployment").Instance;

    /// <summary>Runs a program that gives no outputs.</summary>
    public static Task<int> RunAsync(Action action) => RunAsync(Program(action));

    /// <summary>Runs a program that gives the stack's outputs by name.</summary>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(Program(func));

    /// <summary>Runs a program that gives no outputs.</summary>
    public static Task<int> RunAsync(Func<Task> func) => RunAsync(Program(func));

    /// <summary>Runs a program that gives the stack's outputs by name.</summary>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        RequireHost().ExecuteAsync(() => new Stack(func, options));

    /// <summary>Runs the stack that its constructor declares.</summary>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() =>
        RequireHost().ExecuteAsync(() => WithOutputs(new TStack()));

    /// <summary>Runs a stack that comes from a service provider.</summary>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack =>
        RequireHost().ExecuteAsync(() => WithOutputs(FromServices<TStack>(serviceProvider)));

    private static Stack WithOutputs(Stack stack)
    {
        stack.RegisterPropertyOutputs();
        return stack;
    }

    private static TStack FromServices<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack =>
        serviceProvider.GetService(typeof(TStack)) as TStack ?? throw new RunException(
            $"The service provider has no {typeof(TStack).Name}. Register it as a service before RunAsync.");

    private static ProgramRun RequireHost() => new(ProgramHost.Current ?? throw new InvalidOperationException(
        "This program runs inside Slipway's engine, and no engine is running it. Run `slipway preview` or `slipway up`, or use Deployment.TestAsync in a unit test."));

    private static Func<Task<IDictionary<string, object?>>> Program(Action action) => () =>
    {
        action();
        return Task.FromResult<IDictionary<string, object?>>(NoOutputs());
    };

    private static Func<Task<IDictionary<string, object?>>> Program(Func<IDictionary<string, object?>> func) => () => Task.FromResult(func());

    private static Func<Task<IDictionary<string, object?>>> Program(Func<Task> func) => async () =>
    {
        await func();
        return NoOutputs();
    };

    private static Dictionary<string, object?> NoOutputs() => [];
}

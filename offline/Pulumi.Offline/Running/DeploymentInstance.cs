using Pulumi.Offline.Running;

namespace Pulumi;

/// <summary>The surroundings of the running program.</summary>
public sealed class DeploymentInstance
{
    private readonly ProgramRun run;

    internal DeploymentInstance(ProgramRun run) => this.run = run;

    /// <summary>The organization's name.</summary>
    public string OrganizationName => run.Host.Organization;

    /// <summary>The project's name.</summary>
    public string ProjectName => run.Host.Project;

    /// <summary>The stack's name.</summary>
    public string StackName => run.Host.Stack;

    /// <summary>True in a preview.</summary>
    public bool IsDryRun => run.Host.IsDryRun;

    /// <summary>Calls a provider's function.</summary>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        FunctionCaller.InvokeAsync<object>(run, token, args, options, single: false);

    /// <summary>Calls a provider's function.</summary>
    public async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        (await FunctionCaller.InvokeAsync<T>(run, token, args, options, single: false)).Value;

    /// <summary>Calls a provider's function that gives a single value.</summary>
    public async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        (await FunctionCaller.InvokeAsync<T>(run, token, args, options, single: true)).Value;

    /// <summary>Calls a provider's function; the result is unknown while an argument is.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(() => FunctionCaller.InvokeAsync<T>(run, token, args, options, single: false));

    /// <summary>Calls a provider's function after other resources; the result is unknown while an argument is.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(() => FunctionCaller.InvokeAsync<T>(run, token, args, options, single: false));

    /// <summary>Calls a provider's function that gives a single value; it is unknown while an argument is.</summary>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(() => FunctionCaller.InvokeAsync<T>(run, token, args, options, single: true));

    /// <summary>Calls a provider's function that gives a single value, after other resources; it is unknown while an argument is.</summary>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(() => FunctionCaller.InvokeAsync<T>(run, token, args, options, single: true));

    /// <summary>Calls a resource's method.</summary>
    public void Call(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        run.Track(FunctionCaller.CallAsync<object>(run, token, args, self, options));

    /// <summary>Calls a resource's method.</summary>
    public Output<T> Call<T>(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        new(() => FunctionCaller.CallAsync<T>(run, token, args, self, options));
}

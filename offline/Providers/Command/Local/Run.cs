namespace Pulumi.Command.Local;

/// <summary>A command run on this machine whenever the program runs, in a preview too.</summary>
public static class Run
{
    private const string Token = "command:local:run";

    /// <summary>Runs the command.</summary>
    public static Task<RunResult> InvokeAsync(RunArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<RunResult>(Token, args ?? new RunArgs(), WithDefaults(options));

    /// <summary>Runs the command once its arguments are known.</summary>
    public static Output<RunResult> Invoke(RunInvokeArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<RunResult>(Token, args ?? new RunInvokeArgs(), WithDefaults(options));

    /// <summary>Runs the command once its arguments are known and what it depends on exists.</summary>
    public static Output<RunResult> Invoke(RunInvokeArgs args, InvokeOutputOptions options)
    {
        options.Version ??= Package.Version;
        return Deployment.Instance.Invoke<RunResult>(Token, args ?? new RunInvokeArgs(), options);
    }

    private static InvokeOptions WithDefaults(InvokeOptions? options) => new()
    {
        Parent = options?.Parent,
        Provider = options?.Provider,
        Version = options?.Version ?? Package.Version,
        PluginDownloadURL = options?.PluginDownloadURL,
    };
}

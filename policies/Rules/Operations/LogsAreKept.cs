using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Docker;

namespace Slipway.Policies.Rules.Operations;

public sealed class LogsAreKept : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Logs are kept for a month, and not for ever",
        Severity = Severity.Medium,
        Targets = ["aws", "azure", "docker"],
        Reason = "What went wrong is asked for weeks later; logs without an end fill the disk or the bill.",
        Link = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var log in run.All<AwsLogGroup>())
            run.Expect(log, log.RetentionInDays, days => days >= 30, "at least 30", "Set slipway:logDays to 30 or more");
        foreach (var workspace in run.All<AzureLogWorkspace>())
            run.Expect(workspace, workspace.RetentionInDays.Or(30), days => days >= 30, "at least 30", "Set slipway:logDays to 30 or more");
        foreach (var environment in run.All<AzureAppEnvironment>())
            run.Expect(environment, environment.LogsDestination, destination => destination is "log-analytics" or "azure-monitor", "log-analytics", "Set LogsDestination to log-analytics");
        foreach (var task in run.All<AwsTaskDefinition>())
        {
            foreach (var container in run.Each(task, task.ContainerDefinitions))
                run.Expect(task, container.LogConfiguration, true, "Give the container a log");
        }

        foreach (var container in run.All<DockerContainer>())
        {
            run.Expect(container, container.LogDriver, driver => driver != "none", "a driver that keeps logs", "Set LogDriver to json-file");
            if (container.LogDriver.Content == "json-file" && container.LogOpts.Content?.ContainsKey("max-size") != true)
                run.Report(container.Resource, "logOpts.max-size is not set, expected a size", "Set LogOpts max-size and max-file");
        }
    }
}

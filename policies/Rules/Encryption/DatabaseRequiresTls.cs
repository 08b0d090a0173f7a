using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Encryption;

public sealed class DatabaseRequiresTls : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database takes connections by TLS only",
        Severity = Severity.High,
        Targets = ["aws", "azure"],
        Reason = "Passwords and rows cross networks that others share.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var group in run.All<AwsDbParameterGroup>().Where(group => group.Family.Content?.StartsWith("postgres", StringComparison.Ordinal) == true))
        {
            if (run.TryRead(group, group.Parameters.Or([]), out var parameters) && !parameters.Any(parameter => parameter is { Name.Content: "rds.force_ssl", Value.Content: "1" }))
                run.Report(group.Resource, "parameters does not set rds.force_ssl to 1", "Add the parameter rds.force_ssl with value 1");
        }

        foreach (var setting in run.All<AzurePostgresSetting>().Where(setting => setting.Name.Content == "require_secure_transport"))
            run.Expect(setting, setting.Value.Select(value => value.ToLowerInvariant()), "on", "Set require_secure_transport to on");
    }
}

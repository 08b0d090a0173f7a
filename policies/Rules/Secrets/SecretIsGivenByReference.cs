using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Secrets;

public sealed class SecretIsGivenByReference : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A secret reaches a container by reference",
        Severity = Severity.Critical,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "Environment variables are shown by consoles, crash reports and whoever may list containers.",
        Link = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            foreach (var variable in KubernetesPods.Containers(run, owner, pod).SelectMany(container => run.Each(owner, container.Env))) Check(run, owner, variable.Name, variable.Value);
        }

        foreach (var task in run.All<AwsTaskDefinition>())
        {
            foreach (var variable in run.Each(task, task.ContainerDefinitions).SelectMany(container => run.Each(task, container.Environment))) Check(run, task, variable.Name, variable.Value);
        }

        foreach (var (owner, template) in AzureTemplates.Of(run))
        {
            foreach (var variable in AzureTemplates.Containers(run, owner, template).SelectMany(container => run.Each(owner, container.Envs))) Check(run, owner, variable.Name, variable.Value);
        }

        foreach (var container in run.All<DockerContainer>())
        {
            foreach (var variable in container.Variables) Check(run, container, variable.Name, variable.Value);
        }

        foreach (var function in run.All<AwsFunction>())
        {
            foreach (var name in (function.Environment.Content?.Variables.Content?.Keys ?? []).Where(SecretNames.IsSecret))
                run.Report(function.Resource, $"environment.variables.{name} is given as a value, expected the name of a secret", Fix);
        }

        CheckStores(run);
    }

    private const string Fix = "Mark it secret: slipway:secretEnvironment, or an output of a resource that is secret";

    private static void Check(RuleRun run, ResourceView owner, Value<string> name, Value<string> value)
    {
        if (name.State != ValueState.Known || !SecretNames.IsSecret(name.Content!)) return;
        // A path is where the secret lies; an empty text is none.
        if (value.State == ValueState.Missing || value.Content is "" || value.Content?.StartsWith('/') == true) return;
        run.Report(owner.Resource, $"{value.Path} gives '{name.Content}' as a value, expected a reference to a secret", Fix);
    }

    private static void CheckStores(RuleRun run)
    {
        foreach (var app in run.All<AzureApp>())
        {
            foreach (var secret in app.Secrets.Items())
                run.Expect(app, secret.KeyVaultSecretId, true, "Keep the secret in Key Vault and refer to it");
        }

        foreach (var job in run.All<AzureJob>())
        {
            foreach (var secret in job.Secrets.Items())
                run.Expect(job, secret.KeyVaultSecretId, true, "Keep the secret in Key Vault and refer to it");
        }
    }
}

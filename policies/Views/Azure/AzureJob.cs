using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A job of container apps.</summary>
public sealed class AzureJob(GraphResource resource) : ResourceView(resource), IResourceView<AzureJob>
{
    public static string Type => "azure:containerapp/job:Job";

    public static AzureJob Of(GraphResource resource) => new(resource);

    public Value<JobSchedule> ScheduleTriggerConfig => Block((properties, path) => new JobSchedule(properties, path));

    public Value<ImmutableArray<JobSecret>> Secrets => Blocks((properties, path) => new JobSecret(properties, path));

    public Value<AzureTemplate> Template => Block((properties, path) => new AzureTemplate(properties, path));

    public sealed class JobSchedule(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> CronExpression => Text();
    }

    public sealed class JobSecret(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();

        public Value<bool> KeyVaultSecretId => Presence();
    }
}

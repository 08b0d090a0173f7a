using System.Collections.Immutable;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Network;

public sealed class DatabaseIsPrivate : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database has no public address",
        Severity = Severity.Critical,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "A database that the internet reaches is one leaked password away from being read.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var server in run.All<AwsDbInstance>())
            run.Expect(server, server.PubliclyAccessible.Or(false), false, "Set PubliclyAccessible to false in infra/Components/Aws/Postgres.cs");
        foreach (var server in run.All<AzurePostgresServer>())
            run.Expect(server, server.PublicNetworkAccessEnabled.Or(true), false, "Set PublicNetworkAccessEnabled to false in infra/Components/Azure/Postgres.cs");
        foreach (var cache in run.All<AzureRedis>())
            run.Expect(cache, cache.PublicNetworkAccess.Or("Enabled"), "Disabled", "Set PublicNetworkAccess to Disabled in infra/Components/Azure/Cache.cs");
        foreach (var service in run.All<KubernetesService>())
            CheckService(run, service);
        foreach (var container in run.All<DockerContainer>())
        {
            foreach (var port in run.Each(container, container.Ports))
                run.Expect(container, port.Internal, number => !DataPorts.Contains((int)number), "no published port of a database", "Take the port away: workloads reach the database by its network");
        }
    }

    // PostgreSQL, MySQL, Redis, MongoDB.
    private static readonly ImmutableArray<int> DataPorts = [5432, 3306, 6379, 27017];

    private static void CheckService(RuleRun run, KubernetesService service)
    {
        if (!run.TryRead(service, service.Spec, out var spec)) return;
        if (!run.Each(service, spec.Ports).Any(port => port.Port.State == ValueState.Known && DataPorts.Contains((int)port.Port.Content))) return;
        run.Expect(service, spec.Type.Or("ClusterIP"), type => type is "ClusterIP" or "ExternalName", "ClusterIP", "Set the service's type to ClusterIP");
    }
}

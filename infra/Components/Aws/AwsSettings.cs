using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Components.Aws;

/// <summary>What one environment on AWS is made with; checked where it is read.</summary>
public sealed record AwsSettings
{
    public string Stack { get; init; } = "";

    public Labels Labels { get; init; } = new("", "", "", "");

    public MonitoringSettings Monitoring { get; init; } = new(new Thresholds(), null);

    public ImageSource Images { get; init; } = new("", "", ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>What <c>environment</c> resources give, by key.</summary>
    public IReadOnlyDictionary<string, Output<string>> Environment { get; init; } = ImmutableDictionary<string, Output<string>>.Empty;

    /// <summary>Those keys of <see cref="Environment"/> whose values are secret.</summary>
    public required ImmutableHashSet<string> SecretKeys { get; init; }

    public required string Region { get; init; }

    /// <summary>The account everything must end up in; another one's credentials are refused.</summary>
    public required string Account { get; init; }

    /// <summary>Two or three availability zones of the region.</summary>
    public required ImmutableArray<string> Zones { get; init; }

    /// <summary>The addresses of the network.</summary>
    public required SubnetPlan Subnets { get; init; }

    /// <summary>Whether every zone has a way out of its own, so that losing one zone cuts off none of the others.</summary>
    public bool NatPerZone { get; init; } = true;

    /// <summary>Whether AWS is reached inside the network rather than over the way out.</summary>
    public bool InterfaceEndpoints { get; init; } = true;

    /// <summary>TCP ports of the internet that workloads may connect to.</summary>
    public ImmutableArray<int> EgressPorts { get; init; } = [443];

    /// <summary>Hosts given by <c>dns</c> resources are names under this domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The public zone of the domain; empty when its records are kept elsewhere.</summary>
    public string HostedZoneId { get; init; } = "";

    /// <summary>A certificate for all hosts; empty to have one made and validated in the zone.</summary>
    public string CertificateArn { get; init; } = "";

    /// <summary>Requests of one address in five minutes before it is blocked.</summary>
    public int RateLimit { get; init; } = 2000;

    /// <summary>How long the load balancer lets requests of a leaving instance finish.</summary>
    public int DrainSeconds { get; init; } = 30;

    /// <summary>How long a container may take to stop before it is killed.</summary>
    public int StopSeconds { get; init; } = 60;

    /// <summary>Instances of a workload that does not say how many.</summary>
    public int Replicas { get; init; } = 2;

    /// <summary>How many times its instances a workload may grow to.</summary>
    public int ScaleFactor { get; init; } = 3;

    /// <summary>Thousandths of a processor for a container that does not say.</summary>
    public int DefaultCpu { get; init; } = 512;

    /// <summary>Mebibytes for a container that does not say.</summary>
    public int DefaultMemory { get; init; } = 1024;

    /// <summary><c>ARM64</c> or <c>X86_64</c>: what images are built for.</summary>
    public string Architecture { get; init; } = "X86_64";

    /// <summary>The user every container runs as; 1654 is the one of the .NET images.</summary>
    public int ContainerUser { get; init; } = 1654;

    /// <summary>Which slots run, and their shares of the traffic.</summary>
    public SlotPlan Slots { get; init; } = SlotPlan.Empty;

    public string DatabaseVersion { get; init; } = "17";

    public string DatabaseClass { get; init; } = "db.m7g.large";

    /// <summary>Gibibytes to begin with; storage grows up to five times as much.</summary>
    public int DatabaseStorage { get; init; } = 100;

    public int BackupDays { get; init; } = 14;

    /// <summary>Whether databases and caches keep a copy in another zone.</summary>
    public bool HighAvailability { get; init; } = true;

    /// <summary>Whether what holds data refuses to be deleted until this is turned off.</summary>
    public bool DeletionProtection { get; init; } = true;

    /// <summary>Counts up to rotate the passwords this program makes.</summary>
    public int PasswordGeneration { get; init; } = 1;

    public string CacheClass { get; init; } = "cache.m7g.large";

    /// <summary>Connections of the database beyond which somebody is told.</summary>
    public int DatabaseConnections { get; init; } = 400;

    /// <summary>Seconds one in twenty answers may take before somebody is told.</summary>
    public int LatencySeconds { get; init; } = 2;

    public int LogDays { get; init; } = 90;

    /// <summary>Who is told of alarms.</summary>
    public ImmutableArray<string> AlertEmails { get; init; } = [];

    /// <summary>The images of the platform's own tools.</summary>
    public required ToolImages Tools { get; init; }

    /// <summary>The part of AWS the region belongs to, as it stands in an ARN.</summary>
    public string Partition => Region.Split('-')[0] switch
    {
        "cn" => "aws-cn",
        "us" when Region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    /// <summary>Container registry of the account.</summary>
    public string RegistryHost => $"{Account}.dkr.ecr.{Region}.{DnsSuffix}";

    public string DnsSuffix => Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";

    /// <summary>The ARN of something regional in this account.</summary>
    public string Arn(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{Account}:{resource}";
}

/// <summary>Images of programs the platform runs beside the workloads.</summary>
/// <param name="Shell">One with a shell and wget, for files and probes.</param>
/// <param name="Database">One with psql.</param>
public sealed record ToolImages(string Shell, string Database, string Prometheus, string Alertmanager);

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Kubernetes;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Stacks;

/// <summary>The settings of target <c>kubernetes</c>.</summary>
public static partial class KubernetesSection
{
    private const string NameForm = "at most 63 of a-z, 0-9 and '-', with a letter or digit first and last";

    public static Func<TargetContext, ITarget> Read(SettingsReader reader)
    {
        var kubeContext = reader.Text("context", "the name of a context in kubeconfig");
        var @namespace = Matching(reader, "namespace", reader.Text("namespace", NameForm, ""), Label(), NameForm);
        var domain = Matching(reader, "domain", reader.Text("domain", "the domain names of this environment are under"), Domain(), "a domain such as 'staging.example.com'");
        var gateway = ReadGateway(reader);
        var (pullSecret, user, password) = ReadRegistry(reader);
        var storage = new StorageSettings(
            reader.Text("storageClass", "a storage class", ""),
            reader.Choice("volumeAccess", ["ReadWriteOnce", "ReadWriteMany"], "ReadWriteOnce"),
            Size(reader, "volumeSize", "1Gi"),
            Size(reader, "postgresSize", "20Gi"),
            Size(reader, "s3Size", "20Gi"),
            Size(reader, "redisSize", "1Gi"),
            Size(reader, "metricsSize", "20Gi"));
        var parts = reader.Map("platformImages");
        foreach (var part in parts.Keys.Where(part => !Parts.Images.ContainsKey(part)))
            reader.Problem($"slipway:platformImages names '{part}', expected one of: {string.Join(", ", Parts.Images.Keys)}");
        var replicas = reader.Number("replicas", 2, 1, 100);
        var maximumReplicas = reader.Number("maxReplicas", 10, 1, 1000);
        if (replicas > maximumReplicas)
            reader.Problem($"slipway:replicas is {replicas}, more than slipway:maxReplicas, which is {maximumReplicas}");
        var cpuTarget = reader.Number("cpuTarget", 70, 10, 100);
        var requests = Sizes.Of(reader.Number("requestMillicores", 50, 1, 64_000), reader.Number("requestMebibytes", 128, 4, 1_000_000));
        var limits = Sizes.Of(reader.Number("limitMillicores", 500, 1, 64_000), reader.Number("limitMebibytes", 256, 4, 1_000_000));
        if (requests.CpuMillicores > limits.CpuMillicores)
            reader.Problem($"slipway:requestMillicores is {requests.CpuMillicores:0.###}, more than slipway:limitMillicores, which is {limits.CpuMillicores:0.###}");
        if (requests.MemoryBytes > limits.MemoryBytes)
            reader.Problem("slipway:requestMebibytes is more than slipway:limitMebibytes");
        var notice = reader.Number("noticeSeconds", 5, 0, 60);
        var drain = reader.Number("drainSeconds", 20, 1, 3600);
        var internet = reader.List("internet", "workloads that may call the public internet");
        var schedule = Matching(reader, "backupSchedule", reader.Text("backupSchedule", "a cron line", "30 2 * * *"), CronLine(), "a cron line with five fields, such as '30 2 * * *'");
        var kept = reader.Number("backupsKept", 7, 1, 1000);
        var protect = reader.Flag("protect", true);
        var secretEnvironment = reader.Map("secretEnvironment").Keys.ToImmutableSortedSet(StringComparer.Ordinal);

        return context => new KubernetesTarget(context.Catalog, new KubernetesSettings
        {
            Stack = context.Stack,
            Labels = context.Settings.Labels,
            Monitoring = context.Settings.Monitoring,
            Images = context.Settings.Images,
            Environment = context.Settings.Environment,
            SecretEnvironment = secretEnvironment,
            Context = kubeContext,
            Namespace = @namespace.Length > 0 ? @namespace : Names.Of(context.Settings.Labels.Project.ToLowerInvariant(), NotInLabel().Replace(context.Stack.ToLowerInvariant(), "-").Trim('-')),
            Domain = domain,
            Gateway = gateway,
            Registry = new RegistrySettings(pullSecret, context.Settings.Images.Registry.Split('/')[0], user, password),
            PartImages = parts,
            Storage = storage,
            Replicas = replicas,
            MaximumReplicas = maximumReplicas,
            CpuTarget = cpuTarget,
            Requests = requests,
            Limits = limits,
            NoticeSeconds = notice,
            DrainSeconds = drain,
            Internet = [.. internet],
            Slots = new SlotPlan(context.Releases),
            BackupSchedule = schedule,
            BackupsKept = kept,
            Protect = protect,
        });
    }

    private static GatewaySettings ReadGateway(SettingsReader reader)
    {
        var className = reader.Text("gatewayClass", "a gateway class", "");
        var existing = Matching(reader, "gateway", reader.Text("gateway", "a gateway", ""), NamespacedName(), "namespace/name of a gateway");
        if ((className.Length == 0) == (existing.Length == 0))
            reader.Problem($"slipway:gatewayClass and slipway:gateway are {(className.Length == 0 ? "both missing" : "both set")}, expected one: the class of a gateway to make, or namespace/name of one that is there");
        return new GatewaySettings(
            className,
            existing,
            Matching(reader, "gatewayNamespace", reader.Text("gatewayNamespace", "the namespace of the pods that carry the gateway's traffic"), Label(), NameForm),
            reader.Text("tlsSecret", "the name of a secret", "edge-tls"),
            reader.Text("certificateIssuer", "a cluster issuer of cert-manager", ""));
    }

    private static (string PullSecret, string User, Output<string>? Password) ReadRegistry(SettingsReader reader)
    {
        var pullSecret = reader.Text("pullSecret", "the name of a secret", "");
        var user = reader.Text("registryUser", "a user of the registry", "");
        var password = reader.Secret("registryPassword");
        if ((user.Length > 0) != (password is not null))
            reader.Problem($"slipway:{(user.Length > 0 ? "registryPassword" : "registryUser")} is missing, as slipway:{(user.Length > 0 ? "registryUser" : "registryPassword")} is set");
        if (pullSecret.Length > 0 && user.Length > 0)
            reader.Problem("slipway:pullSecret and slipway:registryUser are both set, expected one of them");
        return (pullSecret, user, password);
    }

    private static string Size(SettingsReader reader, string key, string otherwise)
    {
        var size = reader.Text(key, StorageSize.Form, otherwise);
        if (StorageSize.IsValid(size))
            return size;
        reader.Problem($"slipway:{key} is '{size}', expected {StorageSize.Form}");
        return otherwise;
    }

    /// <summary>An empty text is not looked at: it has a default, or was told to be missing.</summary>
    private static string Matching(SettingsReader reader, string key, string value, Regex form, string expected)
    {
        if (value.Length > 0 && !form.IsMatch(value))
            reader.Problem($"slipway:{key} is '{value}', expected {expected}");
        return value;
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?/[a-z0-9]([a-z0-9.-]*[a-z0-9])?\z")]
    private static partial Regex NamespacedName();

    [GeneratedRegex(@"^(?=.{1,190}\z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex Domain();

    [GeneratedRegex(@"^\S+( \S+){4}\z")]
    private static partial Regex CronLine();

    [GeneratedRegex(@"[^a-z0-9-]")]
    private static partial Regex NotInLabel();
}

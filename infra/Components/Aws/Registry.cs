using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Aws.Ecr;
using Pulumi.Aws.Ecr.Inputs;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Aws;

/// <summary>
/// The images of an environment: a repository for every project that is built, or, where the stack names a registry or an
/// image, that one. Tags never move, every image is scanned when pushed.
/// </summary>
public sealed partial class Registry : ComponentResource
{
    private readonly AwsSettings _settings;
    private readonly Keys _keys;
    private readonly Dictionary<string, Repository> _repositories = [];

    public Registry(string name, AwsSettings settings, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:Registry", name, options)
    {
        _settings = settings;
        _keys = keys;
        RegisterOutputs();
    }

    /// <summary>Where images of each project are pushed to.</summary>
    public ImmutableSortedDictionary<string, Output<string>> Addresses =>
        _repositories.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.RepositoryUrl, StringComparer.Ordinal);

    /// <summary>The image of a container.</summary>
    public ImageReference Image(Workload workload, WorkloadContainer container)
    {
        if (!container.NeedsImage || _settings.Images.Registry.Length > 0 || _settings.Images.ByWorkload.ContainsKey(workload.Name))
            return Given(_settings.Images.Of(workload, container)!);

        // What comes after the name is a tag or a digest, as the source of images writes it.
        var reference = _settings.Images.Of(workload, container)!;
        var end = reference.IndexOfAny(['@', ':']);
        var repository = Repository(reference[..end]);
        return new ImageReference(Output.Format($"{repository.RepositoryUrl}{reference[end..]}"), repository.Arn);
    }

    /// <summary>What pulling an image takes; nothing for a public one.</summary>
    public static IEnumerable<PolicyStatement> MayPull(ImageReference image)
    {
        if (image.Repository is not { } repository)
            yield break;
        // ECR gives this token for the registry as a whole; it opens nothing by itself.
        yield return new PolicyStatement { Sid = "LogInToRegistry", Actions = ["ecr:GetAuthorizationToken"], Resources = ["*"] };
        yield return new PolicyStatement
        {
            Sid = "PullImage",
            Actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Resources = [repository],
        };
    }

    private ImageReference Given(string image)
    {
        var match = EcrImage().Match(image);
        return new ImageReference(
            Output.Create(image),
            match.Success
                ? Output.Create($"arn:{_settings.Partition}:ecr:{match.Groups["region"].Value}:{match.Groups["account"].Value}:repository/{match.Groups["name"].Value}")
                : null);
    }

    private Repository Repository(string project)
    {
        if (_repositories.TryGetValue(project, out var known))
            return known;
        var repository = new Repository(project, new RepositoryArgs
        {
            Name = $"{_settings.Labels.Project}/{_settings.Stack}/{project}",
            ImageTagMutability = "IMMUTABLE",
            ImageScanningConfiguration = new RepositoryImageScanningConfigurationArgs { ScanOnPush = true },
            EncryptionConfigurations = { new RepositoryEncryptionConfigurationArgs { EncryptionType = "KMS", KmsKey = _keys.Data.Arn } },
            ForceDelete = !_settings.DeletionProtection,
        }, new CustomResourceOptions { Parent = this });
        _ = new LifecyclePolicy(project, new LifecyclePolicyArgs { Repository = repository.Name, Policy = Lifecycle }, new CustomResourceOptions { Parent = this });
        return _repositories[project] = repository;
    }

    private static string Lifecycle { get; } = new JObject
    {
        ["rules"] = new JArray(
            Rule(1, "Layers of builds that were replaced", new JObject { ["tagStatus"] = "untagged", ["countType"] = "sinceImagePushed", ["countUnit"] = "days", ["countNumber"] = 14 }),
            Rule(2, "The last hundred versions", new JObject { ["tagStatus"] = "any", ["countType"] = "imageCountMoreThan", ["countNumber"] = 100 })),
    }.ToString(Formatting.None);

    private static JObject Rule(int priority, string description, JObject selection) => new()
    {
        ["rulePriority"] = priority,
        ["description"] = description,
        ["selection"] = selection,
        ["action"] = new JObject { ["type"] = "expire" },
    };

    [GeneratedRegex(@"^(?<account>[0-9]{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?<name>[^:@]+)")]
    private static partial Regex EcrImage();
}

/// <summary>An image, and the repository that must be opened for it; null for a public one.</summary>
public sealed record ImageReference(Output<string> Image, Output<string>? Repository);

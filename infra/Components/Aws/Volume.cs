using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Efs;
using Pulumi.Aws.Efs.Inputs;
using Ec2 = Pulumi.Aws.Ec2;

namespace Slipway.Infra.Components.Aws;

/// <summary>A file system for a <c>volume</c> resource, shared by all instances that mount it: encrypted, backed up every day.</summary>
public sealed class Volume : ComponentResource
{
    public const int Port = 2049;

    private readonly string _name;
    private readonly AwsSettings _settings;
    private readonly Dictionary<string, AccessPoint> _accessPoints = [];
    private readonly ImmutableArray<MountTarget> _mountTargets;

    public Volume(string name, AwsSettings settings, Network network, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:Volume", name, options)
    {
        _name = name;
        _settings = settings;
        Group = network.Group(name, "Files");
        Files = new FileSystem(name, new FileSystemArgs
        {
            Encrypted = true,
            KmsKeyId = keys.Data.Arn,
            ThroughputMode = "elastic",
            LifecyclePolicies = { new FileSystemLifecyclePolicyArgs { TransitionToIa = "AFTER_30_DAYS" } },
            Tags = { ["Name"] = name },
        }, Child);
        _ = new BackupPolicy(name, new BackupPolicyArgs { FileSystemId = Files.Id, BackupPolicyDetails = new BackupPolicyBackupPolicyArgs { Status = "ENABLED" } }, Child);
        // Whoever comes without TLS, or not by an access point, is nobody.
        _ = new FileSystemPolicy(name, new FileSystemPolicyArgs
        {
            FileSystemId = Files.Id,
            Policy = PolicyStatement.Document(
                PolicyStatement.DenyPlainHttp("elasticfilesystem:ClientMount", Files.Arn),
                new PolicyStatement
                {
                    Sid = "ByAccessPoint",
                    Actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
                    Resources = [Files.Arn],
                    Principals = [PolicyPrincipal.Account(settings)],
                    Conditions = [new("Bool", "elasticfilesystem:AccessedViaMountTarget", "true")],
                }),
        }, Child);
        _mountTargets = [.. network.DataSubnets.Select((subnet, zone) => new MountTarget($"{name}-{(char)('a' + zone)}", new MountTargetArgs
        {
            FileSystemId = Files.Id,
            SubnetId = subnet,
            SecurityGroups = { Group.Id },
        }, Child))];
        RegisterOutputs();
    }

    public FileSystem Files { get; }

    /// <summary>Who may mount it is decided by who is let into this group.</summary>
    public Ec2.SecurityGroup Group { get; }

    /// <summary>Every zone can mount it.</summary>
    public IEnumerable<Resource> Ready => _mountTargets;

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>A way in to a folder of the volume, as the user that containers run as.</summary>
    public AccessPoint AccessPoint(string folder)
    {
        var path = "/" + folder.Trim('/');
        if (_accessPoints.TryGetValue(path, out var known))
            return known;
        return _accessPoints[path] = new AccessPoint(path == "/" ? _name : $"{_name}{path.Replace('/', '-')}", new AccessPointArgs
        {
            FileSystemId = Files.Id,
            PosixUser = new AccessPointPosixUserArgs { Uid = _settings.ContainerUser, Gid = _settings.ContainerUser },
            RootDirectory = new AccessPointRootDirectoryArgs
            {
                // The root itself always belongs to root, so that a volume's own folder lies one below.
                Path = path == "/" ? "/volume" : $"/volume{path}",
                CreationInfo = new AccessPointRootDirectoryCreationInfoArgs { OwnerUid = _settings.ContainerUser, OwnerGid = _settings.ContainerUser, Permissions = "0750" },
            },
        }, Child);
    }

    /// <summary>What mounting it takes.</summary>
    public PolicyStatement MayMount(AccessPoint accessPoint, bool readOnly) => new()
    {
        Sid = "MountVolume",
        Actions = readOnly ? ["elasticfilesystem:ClientMount"] : ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resources = [Files.Arn],
        Conditions = [new("StringEquals", "elasticfilesystem:AccessPointArn", accessPoint.Arn)],
    };
}

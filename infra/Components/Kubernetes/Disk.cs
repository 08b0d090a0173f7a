using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>Disks that outlive the pods that mount them.</summary>
public static class Disk
{
    public static PersistentVolumeClaim Claim(string name, string objectName, Cluster cluster, string access, string size, Resource parent)
    {
        var spec = new PersistentVolumeClaimSpecArgs
        {
            AccessModes = { access },
            Resources = new VolumeResourceRequirementsArgs { Requests = { { "storage", size } } },
        };
        if (cluster.Storage.ClassName.Length > 0)
            spec.StorageClassName = cluster.Storage.ClassName;
        var options = cluster.ChildOf(parent);
        options.Protect = cluster.Protect;
        var metadata = cluster.Metadata(objectName, objectName);
        // A class that binds with the first pod would make an update wait for itself.
        metadata.Annotations.Add("pulumi.com/skipAwait", "true");
        return new PersistentVolumeClaim(name, new PersistentVolumeClaimArgs { Metadata = metadata, Spec = spec }, options);
    }

    public static VolumeArgs Volume(string name, Output<string> claim, bool readOnly = false) => new()
    {
        Name = name,
        PersistentVolumeClaim = new PersistentVolumeClaimVolumeSourceArgs { ClaimName = claim, ReadOnly = readOnly },
    };
}

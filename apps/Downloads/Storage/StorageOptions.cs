using System.ComponentModel.DataAnnotations;
using Slipway.ServiceDefaults;

namespace Slipway.Downloads.Storage;

/// <summary>Where the files are, section <c>S3</c>: the outputs of an <c>s3</c> resource of a Score file.</summary>
public sealed class StorageOptions
{
    /// <summary>Address of the store. Empty on AWS: then the region says it.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Address under which clients reach the store, where it differs from the service's own.</summary>
    public string PublicEndpoint { get; init; } = "";

    /// <summary>The bucket; the platform makes it.</summary>
    [Required]
    public string Bucket { get; init; } = "";

    /// <summary>The bucket's region.</summary>
    [Required]
    public string Region { get; init; } = "us-east-1";

    /// <summary>Name of the key. Empty where the workload has an identity of its own.</summary>
    public string AccessKeyId { get; init; } = "";

    /// <summary>The key.</summary>
    [Secret]
    public string SecretKey { get; init; } = "";

    /// <summary>Whether the bucket stands in the path rather than in the host name. By default everywhere but on AWS.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>The answer, given or derived.</summary>
    public bool UsesPathStyle => PathStyle ?? (Endpoint.Length > 0 && !Endpoint.Contains(".amazonaws.com", StringComparison.OrdinalIgnoreCase));
}

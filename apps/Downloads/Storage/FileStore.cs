using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Slipway.Downloads.Jobs;

namespace Slipway.Downloads.Storage;

/// <summary>The bucket with the files. One client for every target; the options say where it is.</summary>
public sealed class FileStore : IDisposable
{
    private const string Checksum = "sha256";
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(2);

    private readonly AmazonS3Client _client;
    private readonly AmazonS3Client _signer;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Prepares the client; nothing is asked of the store yet.</summary>
    public FileStore(StorageOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _client = Client(options, options.Endpoint);
        _signer = options.PublicEndpoint.Length == 0 ? _client : Client(options, options.PublicEndpoint);
    }

    /// <summary>The object that holds a file.</summary>
    public static string KeyOf(int fileId) => $"downloads/{fileId}.zip";

    /// <summary>What is stored for a file, or null when nothing is.</summary>
    /// <exception cref="StorageException">The store did not answer, or refused.</exception>
    public async Task<PreparedFile?> FindAsync(int fileId, CancellationToken cancellationToken)
    {
        var key = KeyOf(fileId);
        try
        {
            var found = await _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = key }, cancellationToken);
            return new PreparedFile(fileId, key, found.ContentLength, found.Metadata[Checksum]);
        }
        catch (AmazonS3Exception error) when (IsMissing(error))
        {
            return null;
        }
        catch (Exception error) when (IsStorageFault(error, cancellationToken))
        {
            throw new StorageException($"looking for '{key}' in bucket '{_options.Bucket}' failed: {error.Message}", error);
        }
    }

    /// <summary>Stores a file.</summary>
    /// <exception cref="StorageException">The store did not answer, or refused.</exception>
    public Task SaveAsync(int fileId, byte[] content, CancellationToken cancellationToken) =>
        WriteAsync(KeyOf(fileId), content, "application/zip", cancellationToken);

    /// <summary>Reads a small object whole; null when there is none.</summary>
    /// <exception cref="StorageException">The store did not answer, or refused.</exception>
    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await _client.GetObjectAsync(new GetObjectRequest { BucketName = _options.Bucket, Key = key }, cancellationToken);
            using var content = new MemoryStream();
            await found.ResponseStream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (AmazonS3Exception error) when (IsMissing(error))
        {
            return null;
        }
        catch (Exception error) when (IsStorageFault(error, cancellationToken))
        {
            throw new StorageException($"reading '{key}' in bucket '{_options.Bucket}' failed: {error.Message}", error);
        }
    }

    /// <summary>Stores an object together with its checksum.</summary>
    /// <exception cref="StorageException">The store did not answer, or refused.</exception>
    public async Task WriteAsync(string key, byte[] content, string contentType, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        var request = new PutObjectRequest { BucketName = _options.Bucket, Key = key, InputStream = stream, ContentType = contentType };
        request.Metadata[Checksum] = ChecksumOf(content);
        try
        {
            await _client.PutObjectAsync(request, cancellationToken);
        }
        catch (Exception error) when (IsStorageFault(error, cancellationToken))
        {
            throw new StorageException($"storing '{key}' in bucket '{_options.Bucket}' failed: {error.Message}", error);
        }
    }

    /// <summary>Whether the bucket answers within two seconds.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(ProbePatience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _client.HeadBucketAsync(new HeadBucketRequest { BucketName = _options.Bucket }, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception error) when (IsStorageFault(error, cancellationToken))
        {
            return false;
        }
    }

    /// <summary>An address that lets its holder fetch one file for a while. Made here, without asking the store.</summary>
    public Uri Sign(string key, TimeSpan validity) => new(_signer.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = _options.Bucket,
        Key = key,
        Expires = _clock.GetUtcNow().UtcDateTime + validity,
        Protocol = _signer.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS,
    }));

    /// <summary>SHA-256 as it is written beside an object.</summary>
    public static string ChecksumOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!ReferenceEquals(_signer, _client)) _signer.Dispose();
        _client.Dispose();
    }

    private static AmazonS3Client Client(StorageOptions options, string endpoint)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.UsesPathStyle,
            Timeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(3),
            // Retrying is the queue's business: it waits longer, survives the process and is seen by the client.
            MaxErrorRetry = 1,
            // Not every S3-compatible server knows the newer checksum headers; ours is in the metadata.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (endpoint.Length > 0) config.ServiceURL = endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"https://{endpoint}";
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);

        // Without keys the workload's own identity is used: a task role on AWS.
        return options.AccessKeyId.Length > 0
            ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKeyId, options.SecretKey), config)
            : new AmazonS3Client(config);
    }

    /// <summary>A missing bucket is no missing file: it is made by the platform and will be there.</summary>
    private static bool IsMissing(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket";

    private static bool IsStorageFault(Exception error, CancellationToken cancellationToken) => error switch
    {
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException => true,
        // The client's own timeout, not the caller's wish.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };
}

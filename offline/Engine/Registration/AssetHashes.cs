using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pulumi.Offline;

namespace Slipway.Engine.Registration;

/// <summary>Puts content hashes on assets and archives, so that a changed file behind an unchanged path is a change.</summary>
internal static class AssetHashes
{
    /// <summary>The same map when it holds no asset.</summary>
    public static PropertyValue.Map Fill(PropertyValue.Map values)
    {
        var result = values;
        foreach (var (name, value) in values)
        {
            var filled = Fill(value);
            if (!ReferenceEquals(filled, value)) result = result.With(name, filled);
        }

        return result;
    }

    private static PropertyValue Fill(PropertyValue value)
    {
        switch (value)
        {
            case PropertyValue.Asset { Hash: null } asset:
                return asset with { Hash = HashOf(asset) };
            case PropertyValue.Archive { Hash: null } archive:
                var members = archive.Members is null ? null : Fill(archive.Members);
                return archive with { Members = members, Hash = HashOf(archive with { Members = members }) };
            case PropertyValue.Secret secret:
                var within = Fill(secret.Value);
                return ReferenceEquals(within, secret.Value) ? value : new PropertyValue.Secret(within);
            case PropertyValue.Map map:
                return Fill(map);
            case PropertyValue.List list:
                ImmutableArray<PropertyValue>.Builder? items = null;
                for (var index = 0; index < list.Items.Length; index++)
                {
                    var filled = Fill(list.Items[index]);
                    if (ReferenceEquals(filled, list.Items[index])) continue;
                    items ??= list.Items.ToBuilder();
                    items[index] = filled;
                }

                return items is null ? value : new PropertyValue.List(items.ToImmutable());
            default:
                return value;
        }
    }

    private static string? HashOf(PropertyValue.Asset asset)
    {
        if (asset.Content is not null) return Hex(SHA256.HashData(Encoding.UTF8.GetBytes(asset.Content)));
        if (asset.Path is null) return asset.Uri is null ? null : Hex(SHA256.HashData(Encoding.UTF8.GetBytes(asset.Uri)));
        if (!File.Exists(asset.Path)) throw new EngineException($"The asset file '{asset.Path}' does not exist (looked for from '{Environment.CurrentDirectory}'). Create it or correct the path.");
        using var file = File.OpenRead(asset.Path);
        return Hex(SHA256.HashData(file));
    }

    private static string HashOf(PropertyValue.Archive archive)
    {
        if (archive.Path is { } path && File.Exists(path))
        {
            using var file = File.OpenRead(path);
            return Hex(SHA256.HashData(file));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (archive.Path is { } folder)
        {
            if (!Directory.Exists(folder)) throw new EngineException($"The archive '{folder}' is neither a folder nor a file (looked for from '{Environment.CurrentDirectory}'). Create it or correct the path.");
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                Add(hash, Path.GetRelativePath(folder, file));
                using var content = File.OpenRead(file);
                hash.AppendData(SHA256.HashData(content));
            }
        }
        else if (archive.Members is { } members)
        {
            foreach (var (name, member) in members)
            {
                Add(hash, name);
                Add(hash, member switch
                {
                    PropertyValue.Asset asset => asset.Hash ?? "",
                    PropertyValue.Archive inner => inner.Hash ?? "",
                    _ => "",
                });
            }
        }
        else
        {
            Add(hash, archive.Uri ?? "");
        }

        return Hex(hash.GetHashAndReset());
    }

    // The length first, so that no two lists of names read the same.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}

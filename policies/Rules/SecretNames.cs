using System.Text.RegularExpressions;

namespace Slipway.Policies.Rules;

/// <summary>Which variables hold secrets, by what they are called.</summary>
internal static partial class SecretNames
{
    public static bool IsSecret(string name) => Secret().IsMatch(name) && !NoSecret().IsMatch(name);

    [GeneratedRegex("(password|passwd|secret|token|api_?key|private_?key|access_?key|credential|connection_?string)", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    // Ids of keys, files that hold them, how long tokens live.
    [GeneratedRegex("(key_?id|_file|file|path|url|name|arn|seconds|minutes|hours|days|ttl|lifetime|expiry|length|region|enabled)$", RegexOptions.IgnoreCase)]
    private static partial Regex NoSecret();
}

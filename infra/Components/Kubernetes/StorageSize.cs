using System.Text.RegularExpressions;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>Sizes of disks: a whole number and Mi, Gi or Ti.</summary>
public static partial class StorageSize
{
    public const string Form = "a size with Mi, Gi or Ti, such as \"10Gi\"";

    public static bool IsValid(string size) => Size().IsMatch(size);

    /// <summary>Bytes of a valid size.</summary>
    public static long Bytes(string size) =>
        long.Parse(size[..^2]) * (size[^2] switch { 'M' => 1L << 20, 'G' => 1L << 30, _ => 1L << 40 });

    [GeneratedRegex(@"^[1-9][0-9]{0,5}[MGT]i\z")]
    private static partial Regex Size();
}

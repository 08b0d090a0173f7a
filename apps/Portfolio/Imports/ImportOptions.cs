using System.ComponentModel.DataAnnotations;
using Slipway.ServiceDefaults;

namespace Slipway.Portfolio.Imports;

/// <summary>Limits of the bulk load.</summary>
public sealed class ImportOptions
{
    [Range(1, 4096)]
    public int MaximumMegabytes { get; set; } = 100;

    /// <summary>A file with more bad lines is refused as a whole: it is another file than was meant, and its answer would have no end.</summary>
    [Range(1, 100_000)]
    public int MaximumBadLines { get; set; } = 10_000;

    /// <summary>When set, an import needs <c>Authorization: Bearer</c> with this token.</summary>
    [Secret, MinLength(16, ErrorMessage = "at least 16 characters")]
    public string? Token { get; set; }
}

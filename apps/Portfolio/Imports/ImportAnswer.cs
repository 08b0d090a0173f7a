namespace Slipway.Portfolio.Imports;

/// <summary>What became of an import.</summary>
/// <param name="Lines">Lines with content, without the header of a CSV file.</param>
/// <param name="Created">Assets that are new.</param>
/// <param name="Updated">Assets that were there and changed.</param>
/// <param name="Unchanged">Good lines that changed nothing: the asset was already so, or a later line of the same id counts.</param>
public sealed record ImportAnswer(long Lines, long Created, long Updated, long Unchanged, IReadOnlyList<BadLine> BadLines);

/// <summary>A line that was not stored. The first line of the file is 1.</summary>
public sealed record BadLine(long Line, string Reason);

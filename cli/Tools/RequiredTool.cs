using System.Collections.Immutable;

namespace Slipway.Cli.Tools;

/// <summary>A program that a target runs, and the distribution package that brings it.</summary>
/// <param name="SearchPaths">Folders looked into besides PATH; a folder name may be <c>*</c>: <c>/usr/lib/postgresql/*/bin</c>.</param>
public sealed record RequiredTool(string Command, string Package, ImmutableArray<string> SearchPaths)
{
    public RequiredTool(string command, string package)
        : this(command, package, [])
    {
    }
}

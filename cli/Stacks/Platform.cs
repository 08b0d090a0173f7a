using System.Collections.Immutable;
using Slipway.Cli.Live;
using Slipway.Cli.Tools;

namespace Slipway.Cli.Stacks;

/// <summary>What the command line drives: an infrastructure program and the targets it deploys to.</summary>
public sealed record Platform
{
    /// <summary>The engine on a stack, with the program it runs.</summary>
    public required Func<SelectedStack, IStackOperations> Operations { get; init; }

    /// <summary>The running system of a stack's target.</summary>
    public required Func<SelectedStack, ILiveSystem> Live { get; init; }

    /// <summary>Programs a stack's target runs on this machine.</summary>
    public required Func<SelectedStack, ImmutableArray<RequiredTool>> Tools { get; init; }

    /// <summary>Ports a stack's target listens on.</summary>
    public required Func<SelectedStack, ImmutableArray<int>> Ports { get; init; }

    /// <summary>What decides how packages are installed; null asks this machine.</summary>
    public Func<HostFacts>? Host { get; init; }

    /// <summary>Whether updates of a stack are carried out here, so that releases can be driven here as well.</summary>
    public Func<SelectedStack, bool> DrivesReleases { get; init; } = _ => false;

    /// <summary>How long to wait before looking once more at what an update should have started.</summary>
    public TimeSpan LookBackPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Free bytes of the disk a folder is on.</summary>
    public Func<string, long> FreeDisk { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;
}

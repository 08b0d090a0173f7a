namespace Slipway.Cli.Tools;

/// <summary>What decides how packages can be installed on this machine.</summary>
public sealed record HostFacts(bool HasApt, bool IsRoot, bool HasSudo, bool RunsSystemd)
{
    public static HostFacts OfThisMachine(ToolFinder finder) => new(
        HasApt: finder.Find(new RequiredTool("apt-get", "apt")) is not null,
        IsRoot: Environment.IsPrivilegedProcess,
        HasSudo: finder.Find(new RequiredTool("sudo", "sudo")) is not null,
        RunsSystemd: Directory.Exists("/run/systemd/system"));
}

using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;
using Slipway.Infra.Stacks;

namespace Slipway.Cli.Releases;

/// <summary>How a stack releases, from its configuration.</summary>
internal static class ReleaseRollout
{
    /// <exception cref="UserException">The configuration says something that cannot be.</exception>
    public static ReleaseSettings Read(SelectedStack stack)
    {
        var problems = new List<string>();
        var settings = stack.Setting(RolloutSettings.Key) is { } text ? RolloutSettings.Read(text, problems.Add) : new ReleaseSettings();
        return problems.Count == 0 ? settings : throw new UserException($"The configuration of stack '{stack.Name}' (Pulumi.{stack.Name}.yaml) has a problem:\n{string.Join('\n', problems.Select(problem => $"  {stack.Project.Name}:{problem}"))}");
    }
}

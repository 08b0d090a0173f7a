using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>What somebody tells the process that drives a release, by a file that it looks for.</summary>
internal sealed class ReleaseWishes(SelectedStack stack)
{
    private readonly string _path = Path.Combine(stack.StateFolder, $"{stack.Project.Name}.{stack.Name}.release-wish");

    public void Leave(ReleaseWish wish) => WholeFile.Replace(_path, wish.ToString());

    /// <summary>The wish, once.</summary>
    public ReleaseWish Take()
    {
        if (!File.Exists(_path)) return ReleaseWish.None;
        var wish = Enum.TryParse<ReleaseWish>(File.ReadAllText(_path), out var found) ? found : ReleaseWish.None;
        Forget();
        return wish;
    }

    public void Forget() => File.Delete(_path);
}

using Slipway.Policies.Graph;
using Slipway.Policies.Views;

namespace OwnRules;

/// <summary>A command on this machine.</summary>
public sealed class LocalCommand(GraphResource resource) : ResourceView(resource), IResourceView<LocalCommand>
{
    public static string Type => "command:local:Command";

    public Value<bool> Update => Presence();

    public static LocalCommand Of(GraphResource resource) => new(resource);
}

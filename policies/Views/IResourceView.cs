using Slipway.Policies.Graph;

namespace Slipway.Policies.Views;

/// <summary>What a view says of itself: the type it looks at, and how it is made.</summary>
public interface IResourceView<TSelf>
    where TSelf : ResourceView, IResourceView<TSelf>
{
    static abstract string Type { get; }

    static abstract TSelf Of(GraphResource resource);
}

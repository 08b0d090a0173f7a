using Slipway.Policies.Views;

namespace Slipway.Costs.Kinds;

/// <summary>A kind of resource whose bill depends on its properties, which it reads from the view that rules read too.</summary>
internal abstract class PricedKind<TView> : IPricedKind
    where TView : ResourceView, IResourceView<TView>
{
    public string Type => TView.Type;

    public IEnumerable<CostLine> Lines(PricedResource resource) => Lines(TView.Of(resource.Resource), resource);

    protected abstract IEnumerable<CostLine> Lines(TView view, PricedResource resource);
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views;

/// <summary>A resource of one type, with its inputs as typed members.</summary>
public abstract class ResourceView(GraphResource resource) : View(resource.Inputs, "")
{
    public GraphResource Resource { get; } = resource;
}

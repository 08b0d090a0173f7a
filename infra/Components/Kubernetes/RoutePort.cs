using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>
/// The port a route leads to, known from the files alone: network policies speak of ports and are there before any output is.
/// </summary>
public static class RoutePort
{
    /// <summary>The port; null when the files do not say which.</summary>
    public static ServicePort? Of(WorkloadCatalog catalog, CatalogResource route)
    {
        if (route.Params["port"]?.AsTemplate is not { } template)
            return null;
        if (template.LiteralText is { } text)
            return route.Owner.FindPort(text);
        var named = template.References.ToList();
        return named is [{ Output: "port" } reference] && template.ToString() == reference.ToString()
            && catalog.Resource(route.Owner, reference.Resource).ServicePort is { } target && target.Workload.Name == route.Owner.Name
            ? target.Port
            : null;
    }
}

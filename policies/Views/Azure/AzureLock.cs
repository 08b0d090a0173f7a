using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>Keeps a resource from being deleted.</summary>
public sealed class AzureLock(GraphResource resource) : ResourceView(resource), IResourceView<AzureLock>
{
    public static string Type => "azure:management/lock:Lock";

    public static AzureLock Of(GraphResource resource) => new(resource);

    public Value<string> LockLevel => Text();

    public Value<string> Scope => Text();
}

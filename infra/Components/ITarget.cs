using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components;

/// <summary>
/// A place workloads run. The stack hands over everything in order: resources before what refers to them,
/// then workloads, then it asks for completion. A target knows no other target.
/// </summary>
public interface ITarget
{
    /// <summary>What this target cannot do with the catalogue, each with where it is asked for; nothing is declared.</summary>
    IEnumerable<string> Refusals();

    /// <summary>Declares a resource. A <c>secret</c> is not among them: it is the same on every target.</summary>
    /// <param name="parameters">Its parameters by name; maps and lists as JSON.</param>
    Provided Provide(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters);

    /// <summary>Declares a workload.</summary>
    /// <param name="provided">What each resource of the workload has become, by its name in the workload.</param>
    void Run(Workload workload, IReadOnlyDictionary<string, Provided> provided);

    /// <summary>Declares what speaks about all workloads, such as routes and monitoring.</summary>
    PlatformOutputs Complete();
}

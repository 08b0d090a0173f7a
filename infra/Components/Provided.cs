using Pulumi;

namespace Slipway.Infra.Components;

/// <summary>A resource of a Score file as a target made it.</summary>
/// <param name="Ready">What to wait for before using it; null when there is nothing to wait for.</param>
/// <param name="Outputs">Its outputs by the names Score gives them.</param>
public sealed record Provided(Resource? Ready, IReadOnlyDictionary<string, Output<string>> Outputs);

using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>What every target is made with, besides the settings of its own.</summary>
public sealed record TargetContext(string Stack, PlatformSettings Settings, ProjectFolder Project, WorkloadCatalog Catalog);

using Slipway.Policies.Configuration;

namespace Slipway.Policies.Evaluation;

/// <summary>A finding that an exemption covers: it is told and stops nothing.</summary>
public sealed record ExemptedFinding(Finding Finding, Exemption Exemption);

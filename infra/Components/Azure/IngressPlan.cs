namespace Slipway.Infra.Components.Azure;

/// <summary>How an app is reached.</summary>
/// <param name="TargetPort">The port its container listens on.</param>
/// <param name="External">Whether it is reached from outside the environment too.</param>
/// <param name="ExposedPort">The port others use where the app speaks no HTTP; null for HTTP.</param>
/// <param name="Plain">Whether others in the environment call it without TLS, by its name alone.</param>
public sealed record IngressPlan(int TargetPort, bool External, int? ExposedPort, bool Plain);

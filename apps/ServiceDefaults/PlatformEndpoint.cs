namespace Slipway.ServiceDefaults;

/// <summary>Marks endpoints that the platform calls, not users: logged at debug level, not counted as requests.</summary>
internal sealed class PlatformEndpoint
{
    public static readonly PlatformEndpoint Instance = new();
}

namespace Slipway.Policies.Graph;

/// <summary>What an update would do with a resource, as a whole: a replacement is one step.</summary>
public enum GraphStep
{
    Same,
    Create,
    Update,
    Replace,
    Delete,
    Read,
    Refresh,
    Import,
}

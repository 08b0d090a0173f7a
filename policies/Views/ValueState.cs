namespace Slipway.Policies.Views;

public enum ValueState
{
    Known,

    /// <summary>Not given: the provider's default counts.</summary>
    Missing,

    /// <summary>Known only once something has been created.</summary>
    Unknown,
    Secret,

    /// <summary>Not of the kind the provider documents.</summary>
    Mistyped,
}

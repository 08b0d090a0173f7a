namespace Slipway.Portfolio.Assets;

public enum AssetStatus
{
    Active,
    Defaulted,
    Paid,
}

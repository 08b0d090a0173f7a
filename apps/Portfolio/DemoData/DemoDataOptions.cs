namespace Slipway.Portfolio.DemoData;

/// <summary>Whether <c>migrate</c> loads demonstration assets: <c>DemoData__Enabled=true</c>.</summary>
public sealed class DemoDataOptions
{
    public bool Enabled { get; set; }
}

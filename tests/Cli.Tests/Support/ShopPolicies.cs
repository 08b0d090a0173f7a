namespace Slipway.Cli.Tests.Support;

/// <summary>The rules that the small AWS program of the sandbox breaks, which is about states and not about safety.</summary>
internal static class ShopPolicies
{
    public const string LeftOut =
        "  shop:policies:\n    levels: { database-is-encrypted: disabled, network-denies-by-default: disabled, network-flow-is-logged: disabled, resource-has-tags: disabled }\n";
}

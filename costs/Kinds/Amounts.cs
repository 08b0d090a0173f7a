using Slipway.Policies.Views;

namespace Slipway.Costs.Kinds;

/// <summary>Values as amounts of a bill: null, and never zero, where the plan does not tell.</summary>
internal static class Amounts
{
    public static decimal? Amount(this Value<double> value) => value.State == ValueState.Known ? (decimal)value.Content : null;

    public static decimal? Amount(this Value<int> value) => value.State == ValueState.Known ? value.Content : null;
}

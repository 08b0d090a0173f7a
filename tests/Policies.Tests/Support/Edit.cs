using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Tests.Support;

/// <summary>Copies of resources with one property changed.</summary>
internal static partial class Edit
{
    /// <param name="path">Such as <c>spec.containers[0].image</c>.</param>
    /// <param name="value">Null takes the property away.</param>
    public static GraphResource Set(this GraphResource resource, string path, GraphValue? value) =>
        resource with { Inputs = (GraphValue.Map)Set(resource.Inputs, [.. Part().Matches(path).Select(match => match.Value.Trim('[', ']'))], value)! };

    public static GraphResource Replace(this GraphResource resource, string input, string text, string by)
    {
        var before = ((GraphValue.Text)resource.Inputs[input]!).Value;
        Assert.Contains(text, before);
        return resource.Set(input, GraphValue.Of(before.Replace(text, by)));
    }

    private static GraphValue? Set(GraphValue? within, ReadOnlySpan<string> path, GraphValue? value)
    {
        if (path.Length == 0) return value;
        if (within is GraphValue.List list)
        {
            var index = int.Parse(path[0], CultureInfo.InvariantCulture);
            return new GraphValue.List(list.Items.SetItem(index, Set(list.Items[index], path[1..], value)!));
        }

        var map = within as GraphValue.Map ?? GraphValue.Map.Empty;
        return Set(map[path[0]], path[1..], value) is { } member ? map.With(path[0], member) : map.Without(path[0]);
    }

    [GeneratedRegex(@"\[\d+\]|[^.\[\]]+")]
    private static partial Regex Part();
}

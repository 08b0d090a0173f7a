using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A function of Lambda.</summary>
public sealed class AwsFunction(GraphResource resource) : ResourceView(resource), IResourceView<AwsFunction>
{
    public static string Type => "aws:lambda/function:Function";

    public static AwsFunction Of(GraphResource resource) => new(resource);

    public Value<FunctionEnvironment> Environment => Block((properties, path) => new FunctionEnvironment(properties, path));

    public sealed class FunctionEnvironment(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableSortedDictionary<string, string?>> Variables => Map();
    }
}

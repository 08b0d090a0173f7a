using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>Settings of database servers.</summary>
public sealed class AwsDbParameterGroup(GraphResource resource) : ResourceView(resource), IResourceView<AwsDbParameterGroup>
{
    public static string Type => "aws:rds/parameterGroup:ParameterGroup";

    public static AwsDbParameterGroup Of(GraphResource resource) => new(resource);

    public Value<string> Family => Text();

    public Value<ImmutableArray<Parameter>> Parameters => Blocks((properties, path) => new Parameter(properties, path));

    public sealed class Parameter(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Scalar();

        public Value<string> Value => Scalar();
    }
}

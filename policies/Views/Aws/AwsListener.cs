using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What a load balancer listens on.</summary>
public sealed class AwsListener(GraphResource resource) : ResourceView(resource), IResourceView<AwsListener>
{
    public static string Type => "aws:lb/listener:Listener";

    public static AwsListener Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<Action>> DefaultActions => Blocks((properties, path) => new Action(properties, path));

    public Value<string> Protocol => Text();

    public Value<string> SslPolicy => Text();

    public sealed class Action(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Type => Text();

        public Value<ListenerRedirect> Redirect => Block((properties, path) => new ListenerRedirect(properties, path));
    }

    public sealed class ListenerRedirect(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Protocol => Text();
    }
}

namespace Pulumi;

/// <summary>Which stack is referred to.</summary>
public sealed class StackReferenceArgs : ResourceArgs
{
    /// <summary>The stack's name, as <c>organization/project/stack</c>; the resource's own name when not given.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

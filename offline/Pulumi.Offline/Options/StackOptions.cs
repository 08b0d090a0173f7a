namespace Pulumi;

/// <summary>How a stack and everything in it is treated.</summary>
public sealed class StackOptions
{
    private List<ResourceTransformation>? resourceTransformations;

    /// <summary>Functions that may change arguments and options of every resource of the stack.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => resourceTransformations ??= [];
        set => resourceTransformations = value;
    }
}

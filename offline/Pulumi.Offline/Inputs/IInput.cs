namespace Pulumi;

/// <summary>An input whose type does not matter to the one who looks at it.</summary>
internal interface IInput
{
    /// <summary>What was given: a plain value, an output, or a collection of further inputs.</summary>
    object? Given { get; }

    IOutput ToUntypedOutput();
}

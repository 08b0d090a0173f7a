namespace Pulumi;

/// <summary>A mistake that its user can mend: told without a trace.</summary>
public class RunException : Exception
{
    /// <summary>What is wrong, and what to do.</summary>
    public RunException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong, what to do, and what led to it.</summary>
    public RunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>An error about a resource.</summary>
public class ResourceException : Exception
{
    /// <summary>What is wrong with the resource.</summary>
    public ResourceException(string message, Resource? resource, bool hideStack = false)
        : base(message)
    {
        Resource = resource;
        HideStack = hideStack;
    }

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}

using System.Collections.Immutable;
using Pulumi.Offline.Running;

namespace Pulumi;

/// <summary>A resource that consists of others.</summary>
public class ComponentResource : Resource
{
    /// <summary>Declares the component.</summary>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <summary>Declares the component; its arguments are sent only when it is made elsewhere.</summary>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, remote ? args : ResourceArgs.Empty, options ?? new ComponentResourceOptions(), remote)
    {
    }

    /// <summary>Says that all children are declared.</summary>
    protected void RegisterOutputs() => RegisterOutputs(ImmutableDictionary<string, object?>.Empty);

    /// <summary>Says that all children are declared, and what the component gives.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Says that all children are declared, and what the component gives.</summary>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Says that all children are declared, and what the component gives.</summary>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        var run = ProgramRun.Require($"register the outputs of '{GetResourceName()}'");
        run.Track(Waiting.As(null, () => ResourceRegistrar.RegisterOutputsAsync(run, this, outputs)));
    }
}

using System.Reflection;
using Pulumi.Offline.Running;
using Pulumi.Offline.Serialization;

namespace Pulumi;

/// <summary>The root of everything a program declares; its properties marked <see cref="OutputAttribute"/> are the stack's outputs.</summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    /// <summary>Begins the stack of the running program.</summary>
    public Stack(StackOptions? options = null)
        : base(TypeToken, NameOf(ProgramRun.Require("begin a stack")), ToComponentOptions(options))
    {
        ProgramRun.Require("begin a stack").Stack = this;
        Outputs = Output.Create<IDictionary<string, object?>>(new Dictionary<string, object?>());
    }

    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options)
        : this(options)
    {
        Outputs = Output.Create(program());
        RegisterOutputs(Outputs);
    }

    internal Output<IDictionary<string, object?>> Outputs { get; private set; }

    internal void RegisterPropertyOutputs()
    {
        var properties = OutputShape.PropertiesOf(GetType()).ToArray();
        var unset = properties.Where(property => property.Info.GetValue(this) is null).Select(property => property.Name).ToArray();
        if (unset.Length > 0)
        {
            throw new RunException(
                $"Output(s) {string.Join(", ", unset.Select(name => $"'{name}'"))} of stack {GetType().Name} have no value. Assign every [Output] property in the stack's constructor.");
        }

        var wrong = properties.Where(property => property.Info.GetValue(this) is not IOutput).Select(property => property.Name).ToArray();
        if (wrong.Length > 0)
        {
            throw new RunException(
                $"Output(s) {string.Join(", ", wrong.Select(name => $"'{name}'"))} of stack {GetType().Name} are not of type Output<T>. Declare [Output] properties as Output<T>.");
        }

        IDictionary<string, object?> outputs = properties.ToDictionary(property => property.Name, property => property.Info.GetValue(this));
        Outputs = Output.Create(outputs);
        RegisterOutputs(Outputs);
    }

    private static string NameOf(ProgramRun run) => $"{run.Host.Project}-{run.Host.Stack}";

    private static ComponentResourceOptions? ToComponentOptions(StackOptions? options) =>
        options is null ? null : new() { ResourceTransformations = options.ResourceTransformations };
}

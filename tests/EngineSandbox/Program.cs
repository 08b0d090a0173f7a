using System.Collections.Immutable;
using Pulumi.Offline;

namespace Slipway.Engine.Sandbox;

/// <summary>What a program uses in place of the SDK.</summary>
internal sealed class Program(IResourceMonitor monitor)
{
    public IResourceMonitor Monitor => monitor;

    public string? Stack { get; private set; }

    public static PulumiProgram Of(Func<Program, Task> body) => async () =>
    {
        await body(new Program(ProgramHost.Current!.Monitor));
        return 0;
    };

    public async Task<RegisteredResource> StackAsync()
    {
        var stack = await monitor.RegisterAsync(new ResourceRegistration { Type = "pulumi:pulumi:Stack", Name = "proj-dev", Custom = false }, default);
        Stack = stack.Urn;
        return stack;
    }

    public Task<RegisteredResource> ThingAsync(string name, params ReadOnlySpan<(string Name, PropertyValue Value)> inputs) => ThingAsync(name, Inputs(inputs), []);

    public Task<RegisteredResource> ThingAsync(string name, PropertyValue.Map inputs, ImmutableArray<string> dependencies, Func<ResourceRegistration, ResourceRegistration>? with = null)
    {
        var registration = new ResourceRegistration
        {
            Type = "test:index:Thing",
            Name = name,
            Custom = true,
            Parent = Stack,
            Version = "1.2.3",
            Inputs = inputs,
            Dependencies = [.. dependencies.Order(StringComparer.Ordinal)],
            PropertyDependencies = inputs.ToImmutableSortedDictionary(input => input.Key, _ => dependencies, StringComparer.Ordinal),
        };
        return monitor.RegisterAsync(with is null ? registration : with(registration), default);
    }

    public static PropertyValue.Map Inputs(params ReadOnlySpan<(string Name, PropertyValue Value)> inputs)
    {
        var map = PropertyValue.Map.Empty;
        foreach (var (name, value) in inputs) map = map.With(name, value);
        return map;
    }

    public static PropertyValue Text(string text) => new PropertyValue.Text(text);

    public static PropertyValue Secret(string text) => new PropertyValue.Secret(Text(text));

    /// <summary>An output as the SDK sees it: in a preview a missing one is unknown.</summary>
    public static PropertyValue Output(RegisteredResource resource, string name = "out") =>
        resource.Outputs[name] ?? (ProgramHost.Current!.IsDryRun ? PropertyValue.NotYetKnown : PropertyValue.Nothing);
}

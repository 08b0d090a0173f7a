using System.Collections.Immutable;
using Pulumi.Offline.Running;
using Pulumi.Offline.Serialization;

namespace Pulumi;

/// <summary>Something a stack consists of: a resource that a provider makes, or a component of several.</summary>
public class Resource : IWaiter
{
    private readonly string type;
    private readonly string name;
    private readonly ImmutableArray<ResourceTransformation> transformations = [];
    private readonly bool? protect;
    private readonly TaskCompletionSource<Registration>? completion;
    private List<Resource>? children;

    private protected Resource(string type, string name, bool custom, ResourceArgs? args, ResourceOptions options, bool remote = false)
    {
        if (string.IsNullOrEmpty(type))
            throw new ArgumentException("A resource needs a type, such as 'random:index/randomPassword:RandomPassword'.", nameof(type));
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException($"A resource of type {type} needs a name.", nameof(name));

        this.type = type;
        this.name = name;
        IsCustom = custom;
        var run = ProgramRun.Require($"declare {type} '{name}'");
        options = options.Clone();
        args ??= ResourceArgs.Empty;

        Parent = this is Stack ? null : options.Parent ?? run.Stack;
        transformations = [.. options.TransformationsOrNone, .. Parent?.transformations ?? []];
        (args, options) = Transform(args, options);

        protect = options.Protect ??= Parent?.protect;
        Providers = ProvidersForChildren(options);
        Provider = custom ? options.Provider ?? Parent?.ProviderFor(type) : null;
        Parent?.Adopt(this);

        completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Urn = new(async () => new((await Registered).Urn, true, false, [this]), isDeferred: true);
        OutputShape.Of(GetType()).Attach(this);
        run.Declare(this, Waiting.As(this, () => ResourceRegistrar.RegisterAsync(run, this, args, options, remote, completion)));
    }

    /// <summary>A stand-in for a resource that is known by its URN only.</summary>
    private protected Resource(string urn)
    {
        var parts = urn.Split("::", 4);
        name = parts.Length == 4 ? parts[3] : urn;
        type = parts.Length == 4 ? parts[2][(parts[2].LastIndexOf('$') + 1)..] : "";
        IsCustom = true;
        Providers = ImmutableDictionary<string, ProviderResource>.Empty;
        Urn = Output.Create(urn);
    }

    /// <summary>The resource's identity in the stack.</summary>
    public Output<string> Urn { get; }

    internal bool IsCustom { get; }

    internal Resource? Parent { get; }

    /// <summary>The explicit provider that makes it, its own or inherited.</summary>
    internal ProviderResource? Provider { get; }

    /// <summary>Providers for children, by package.</summary>
    internal ImmutableDictionary<string, ProviderResource> Providers { get; }

    internal Task<Registration> Registered
    {
        get
        {
            if (!completion!.Task.IsCompleted)
                Waiting.For(this);
            return completion.Task;
        }
    }

    bool IWaiter.IsSettled => completion?.Task.IsCompleted ?? true;

    IWaiter? IWaiter.WaitingFor { get; set; }

    /// <summary>The type token.</summary>
    public string GetResourceType() => type;

    /// <summary>The name within the stack.</summary>
    public string GetResourceName() => name;

    /// <summary>Ends the wait for a registration that can never be made.</summary>
    internal void GiveUp(Exception reason) => completion?.TrySetException(reason);

    internal ImmutableArray<Resource> Children()
    {
        if (children is null)
            return [];
        lock (children)
            return [.. children];
    }

    internal ProviderResource? ProviderFor(string token) => Providers.GetValueOrDefault(PackageOf(token));

    internal bool IsWithin(Resource other)
    {
        for (var resource = this; resource is not null; resource = resource.Parent)
        {
            if (ReferenceEquals(resource, other))
                return true;
        }

        return false;
    }

    internal static string PackageOf(string token)
    {
        const string providers = "pulumi:providers:";
        return token.StartsWith(providers, StringComparison.Ordinal) ? token[providers.Length..] : token.Split(':', 2)[0];
    }

    private void Adopt(Resource child)
    {
        var list = children ?? Interlocked.CompareExchange(ref children, [], null) ?? children;
        lock (list)
            list.Add(child);
    }

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in transformations)
        {
            if (transformation(new(this, args, options)) is not { } result)
                continue;
            if (!ReferenceEquals(result.Options.Parent, options.Parent))
            {
                throw new RunException(
                    $"A transformation tried to change the parent of {type} '{name}'. Transformations can change arguments and other options; set Parent where the resource is declared.");
            }

            if (IsCustom != result.Options is CustomResourceOptions)
            {
                throw new RunException(
                    $"A transformation gave {result.Options.GetType().Name} for {type} '{name}', which needs {options.GetType().Name}.");
            }

            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }

    private ImmutableDictionary<string, ProviderResource> ProvidersForChildren(ResourceOptions options)
    {
        var providers = Parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (options.Provider is { } single)
            providers = providers.SetItem(single.Package, single);
        if (options is ComponentResourceOptions component)
        {
            foreach (var provider in component.ProvidersOrNone)
                providers = providers.SetItem(provider.Package, provider);
        }

        return providers;
    }
}

using Pulumi;
using Core = Pulumi.Azure.Core;
using Management = Pulumi.Azure.Management;

namespace Slipway.Infra.Components.Azure;

public sealed class FoundationArgs : ResourceArgs
{
    public required AzureNames Names { get; init; }

    public required string Location { get; init; }

    public required Labels Labels { get; init; }

    /// <summary>True to lock what holds data against deletion.</summary>
    public required bool DeletionProtection { get; init; }
}

/// <summary>What every other part stands in: the resource group, its region, its tags and its names.</summary>
public sealed class Foundation : ComponentResource
{
    private readonly Core.ResourceGroup _group;
    private readonly FoundationArgs _args;

    public Foundation(string name, FoundationArgs args, ComponentResourceOptions? options = null)
        : base("slipway:azure:Foundation", name, options)
    {
        _args = args;
        _group = new Core.ResourceGroup($"{name}-group", new Core.ResourceGroupArgs
        {
            Name = args.Names.Of("", 90),
            Location = args.Location,
            Tags = Tags,
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    public AzureNames Names => _args.Names;

    public string Location => _args.Location;

    public Output<string> GroupName => _group.Name;

    public Output<string> GroupId => _group.Id;

    public InputMap<string> Tags
    {
        get
        {
            var tags = new InputMap<string>();
            foreach (var (key, value) in _args.Labels.All)
                tags.Add(key, value);
            return tags;
        }
    }

    /// <summary>Options of a part that stands here and is made by the same provider.</summary>
    public ComponentResourceOptions Part => new() { Parent = this };

    /// <summary>Options of a resource that holds data: neither a plan nor, once locked, anybody in the portal deletes it.</summary>
    public CustomResourceOptions Keeping(Resource parent) => new() { Parent = parent, Protect = _args.DeletionProtection };

    /// <summary>Locks a resource that holds data against deletion, where the environment asks for it.</summary>
    public void Lock(string name, Resource parent, Output<string> id)
    {
        if (!_args.DeletionProtection)
            return;
        _ = new Management.Lock($"{name}-lock", new Management.LockArgs
        {
            Name = "holds-data",
            Scope = id,
            LockLevel = "CanNotDelete",
            Notes = "Holds data. Set slipway:deletionProtection to false to let go of it.",
        }, new CustomResourceOptions { Parent = parent });
    }
}

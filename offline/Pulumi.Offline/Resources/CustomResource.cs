namespace Pulumi;

/// <summary>A resource that a provider makes.</summary>
public class CustomResource : Resource
{
    /// <summary>Declares the resource.</summary>
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args, options ?? new CustomResourceOptions())
    {
        Id = new(
            async () =>
            {
                var registration = await Registered;
                return new(registration.Id ?? "", registration.IsIdKnown, false, [this]);
            },
            isDeferred: true);
    }

    private protected CustomResource(string urn)
        : base(urn)
    {
        Id = new(OutputData<string>.Known("") with { IsKnown = false });
    }

    /// <summary>The provider's name for it, known once it exists.</summary>
    public Output<string> Id { get; }
}

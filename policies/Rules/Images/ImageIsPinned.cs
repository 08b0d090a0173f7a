using Slipway.Policies.Evaluation;

namespace Slipway.Policies.Rules.Images;

public sealed class ImageIsPinned : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "An image is named by its digest",
        Severity = Severity.Medium,
        Level = Level.Advisory,
        ProductionOnly = true,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "A tag can be pushed again: what was tested is then not what runs.",
        Link = "https://kubernetes.io/docs/concepts/containers/images/#image-names",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, image) in ContainerImages.Of(run))
            run.Expect(owner, image, reference => ImageReference.Parse(reference).Digest is not null, "a digest (@sha256:…)", "Name the image with its digest: in slipway:images, or the image's own setting");
    }
}

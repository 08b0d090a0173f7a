using Slipway.Policies.Evaluation;

namespace Slipway.Policies.Rules.Images;

public sealed class ImageHasVersion : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "An image is named with a version",
        Severity = Severity.High,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "With latest, or without a tag, nobody can say what runs, and two hosts run different code.",
        Link = "https://docs.docker.com/reference/cli/docker/image/tag/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, image) in ContainerImages.Of(run))
            run.Expect(owner, image, reference => ImageReference.Parse(reference) is { Digest: not null } or { Tag: not (null or "latest") }, "a tag other than latest, or a digest", "Set slipway:tag, or the image's own setting");
    }
}

using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Images;

public sealed class ImageIsScanned : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Images are scanned when they are pushed",
        Severity = Severity.Medium,
        Targets = ["aws"],
        Reason = "Known holes are in most images within weeks of their build.",
        Link = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var repository in run.All<AwsRepository>())
        {
            if (repository.ImageScanningConfiguration.IsMissing) run.Report(repository.Resource, "imageScanningConfiguration is not set, expected scanOnPush true", "Set ScanOnPush to true");
            else if (run.TryRead(repository, repository.ImageScanningConfiguration, out var scanning)) run.Expect(repository, scanning.ScanOnPush, true, "Set ScanOnPush to true");
        }
    }
}

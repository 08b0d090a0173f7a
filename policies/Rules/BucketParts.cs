using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules;

/// <summary>What AWS has as resources beside a bucket: which bucket has which.</summary>
internal static class BucketParts
{
    /// <summary>Reports each bucket that none of the parts refers to.</summary>
    public static void Require<TPart>(RuleRun run, IReadOnlyCollection<TPart> parts, string problem, string fix)
        where TPart : ResourceView
    {
        var referred = parts.Select(part => run.Graph.SourcesOf(part.Resource, "bucket")).ToList();
        foreach (var bucket in run.All<AwsBucket>().Where(bucket => !referred.Any(sources => sources?.Contains(bucket.Resource) == true)))
        {
            if (referred.Contains(null)) run.CouldNotEvaluate(bucket.Resource, "which bucket a setting belongs to is not told by this source");
            else run.Report(bucket.Resource, problem, fix);
        }
    }
}

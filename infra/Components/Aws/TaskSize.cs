using System.Collections.Immutable;

namespace Slipway.Infra.Components.Aws;

/// <summary>The sizes of task that Fargate offers.</summary>
/// <param name="Cpu">Units of 1024 to a processor.</param>
/// <param name="Memory">Mebibytes.</param>
public sealed record TaskSize(int Cpu, int Memory)
{
    // Processor, then least, most and step of memory: docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
    private static readonly ImmutableArray<(int Cpu, int Least, int Most, int Step)> Offers =
    [
        (256, 512, 1024, 512),
        (256, 2048, 2048, 2048),
        (512, 1024, 4096, 1024),
        (1024, 2048, 8192, 1024),
        (2048, 4096, 16384, 1024),
        (4096, 8192, 30720, 1024),
        (8192, 16384, 61440, 4096),
        (16384, 32768, 122880, 8192),
    ];

    /// <summary>The smallest size with at least this much; null when there is none.</summary>
    public static TaskSize? For(int cpu, int memory)
    {
        foreach (var offer in Offers)
        {
            if (offer.Cpu >= cpu && offer.Most >= memory)
                return new TaskSize(offer.Cpu, Math.Max(offer.Least, (memory + offer.Step - 1) / offer.Step * offer.Step));
        }
        return null;
    }
}

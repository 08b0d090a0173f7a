using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Slipway.Infra.Stacks;

namespace Infra.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_program_uses_nothing_the_real_packages_do_not_have()
    {
        using var file = File.OpenRead(typeof(PlatformStack).Assembly.Location);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();

        var namespaces = metadata.TypeReferences
            .Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace))
            .Where(name => name.StartsWith("Pulumi", StringComparison.Ordinal) || name.StartsWith("Slipway.", StringComparison.Ordinal))
            .Distinct()
            .Order()
            .ToList();

        Assert.Contains("Pulumi", namespaces);
        Assert.DoesNotContain(namespaces, name => name.StartsWith("Pulumi.Offline", StringComparison.Ordinal) || name.StartsWith("Slipway.Engine", StringComparison.Ordinal));
    }
}

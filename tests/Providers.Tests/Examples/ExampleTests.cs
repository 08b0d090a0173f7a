using System.Collections.Concurrent;
using Pulumi;
using Pulumi.Testing;

namespace Slipway.Providers.Tests.Examples;

/// <summary>Small programs as one finds them in the providers' documentation: they compile, and run under mocks.</summary>
public class ExampleTests
{
    public static TheoryData<string, int> Programs => new()
    {
        { nameof(AwsService), 20 },
        { nameof(AzureApp), 12 },
        { nameof(KubernetesApp), 9 },
        { nameof(DockerApp), 4 },
        { nameof(CommandAndRandom), 5 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_runs_under_mocks(string program, int resources)
    {
        var mocks = new Mocks();

        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, Declare(program));

        Assert.Equal(resources, mocks.Types.Count);
    }

    private static Action Declare(string program) => program switch
    {
        nameof(AwsService) => AwsService.Declare,
        nameof(AzureApp) => AzureApp.Declare,
        nameof(KubernetesApp) => KubernetesApp.Declare,
        nameof(DockerApp) => DockerApp.Declare,
        _ => CommandAndRandom.Declare,
    };

    private sealed class Mocks : IMocks
    {
        public ConcurrentQueue<string> Types { get; } = new();

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Types.Enqueue(args.Type!);
            return Task.FromResult(((string?)$"{args.Name}-id", (object)args.Inputs));
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args
            .SetItem("names", new[] { "a", "b" })
            .SetItem("json", "{}")
            .SetItem("tenantId", "tenant")
            .SetItem("accountId", "1"));
    }
}

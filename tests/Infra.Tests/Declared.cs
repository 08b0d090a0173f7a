using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Tests.Aws;
using Moq;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Tests;

/// <summary>Runs declarations as the real SDK's unit tests do, and keeps what was declared.</summary>
internal static class Declared
{
    /// <summary>What was declared by name, for programs in which no two resources share one.</summary>
    public static async Task<IReadOnlyDictionary<string, MockResourceArgs>> ByAsync(Action program)
    {
        var declared = new Dictionary<string, MockResourceArgs>();
        foreach (var resource in await AllAsync(program))
            declared[resource.Name!] = resource;
        return declared;
    }

    /// <summary>Everything that was declared.</summary>
    /// <param name="computed">What the cloud would add to the inputs of a resource.</param>
    public static async Task<IReadOnlyList<MockResourceArgs>> AllAsync(Action program, Func<MockResourceArgs, IEnumerable<KeyValuePair<string, object>>>? computed = null)
    {
        var declared = new ConcurrentQueue<MockResourceArgs>();
        var mocks = new Mock<IMocks>();
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns((MockResourceArgs args) =>
        {
            if (args.Id is null or "")
                declared.Enqueue(args);
            var state = args.Type!.StartsWith("random:", StringComparison.Ordinal)
                ? args.Inputs.SetItem("result", $"secret-of-{args.Name}")
                : args.Type.StartsWith("aws:", StringComparison.Ordinal) ? AwsComputed.State(args)
                : args.Inputs.SetItems(computed?.Invoke(args) ?? []);
            return Task.FromResult<(string?, object)>(($"{args.Name}-id", state));
        });
        await Deployment.TestAsync(mocks.Object, new TestOptions { ProjectName = "slipway", StackName = "test", IsPreview = false }, () =>
        {
            program();
            return (IDictionary<string, object?>)new Dictionary<string, object?>();
        });
        return [.. declared];
    }

    /// <summary>Every text among the inputs of a resource, however deep.</summary>
    public static IEnumerable<string> Texts(this MockResourceArgs resource) => TextsIn(resource.Inputs);

    private static IEnumerable<string> TextsIn(object? value) => value switch
    {
        string text => [text],
        IEnumerable<KeyValuePair<string, object>> map => map.SelectMany(entry => TextsIn(entry.Value)),
        IEnumerable list => list.Cast<object?>().SelectMany(TextsIn),
        _ => [],
    };

    public static string Text(this MockResourceArgs resource, string input) => (string)resource.Inputs[input];

    public static string Variable(this MockResourceArgs resource, string name) =>
        (string)((ImmutableDictionary<string, object>)resource.Inputs["environment"])[name];
}

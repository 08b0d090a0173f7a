using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks into outputs; for tests and for libraries, not for programs.</summary>
public static class OutputUtilities
{
    /// <summary>Whether the output's value is known.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.DataTask).IsKnown;

    /// <summary>The output's value; the type's default while it is unknown.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output) => (await output.DataTask).Value;

    /// <summary>The resources the output's value came from.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) => (await output.DataTask).Resources;

    /// <summary>An output that counts as unknown although it carries a value.</summary>
    public static Output<T> CreateUnknown<T>(T value) => new(OutputData<T>.Known(value) with { IsKnown = false });

    /// <summary>An output that counts as unknown although it carries a value.</summary>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory)
    {
        return new(() => MakeAsync(valueFactory));

        static async Task<OutputData<T>> MakeAsync(Func<Task<T>> factory) =>
            OutputData<T>.Known(await factory()) with { IsKnown = false };
    }
}

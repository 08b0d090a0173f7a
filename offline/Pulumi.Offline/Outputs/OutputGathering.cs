using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Takes the values of several outputs and gives one whose knowledge, secrecy and origin come from all of them.</summary>
internal sealed class OutputGathering
{
    private bool known = true;
    private bool secret;
    private ImmutableHashSet<Resource> resources = [];

    public async ValueTask<T> TakeAsync<T>(Output<T> output)
    {
        var data = await output.DataTask;
        Note(data.IsKnown, data.IsSecret, data.Resources);
        return data.Value;
    }

    public async ValueTask<object?> TakeAsync(IOutput output)
    {
        var data = await output.GetDataAsync();
        Note(data.IsKnown, data.IsSecret, data.Resources);
        return data.Value;
    }

    public OutputData<T> Give<T>(T value) => known ? new(value, true, secret, resources) : new(default!, false, secret, resources);

    private void Note(bool isKnown, bool isSecret, ImmutableHashSet<Resource> from)
    {
        known &= isKnown;
        secret |= isSecret;
        if (!from.IsEmpty)
            resources = resources.IsEmpty ? from : resources.Union(from);
    }
}

using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.State;

namespace Slipway.Engine.Applying;

/// <summary>Takes a resource over that exists already: it must be as the program declares it, or importing would hide a change.</summary>
internal static class Importing
{
    /// <exception cref="ProviderException">It does not exist, or differs from what the program declares.</exception>
    public static async Task<ResourceState> ReadAsync(StepDecision decision, ResourceOperation operation, CancellationToken cancellationToken)
    {
        var id = decision.Goal.Wanted.ImportId;
        var found = await decision.Provider!.ReadAsync(operation with { Id = id }, cancellationToken)
            ?? throw new ProviderException($"there is no resource with id '{id}' to import. Correct the id, or take 'ImportId' off to create it.");
        var differences = PropertyDiff.Between(found.Inputs, decision.New.Inputs);
        if (!differences.IsEmpty)
        {
            throw new ProviderException(
                $"what exists differs from what the program declares in {string.Join(", ", differences.Take(5).Select(change => $"'{change.Path}'"))}. Declare it as it is, import, then change it.");
        }

        return decision.New with { Id = found.Id, Outputs = found.Outputs };
    }
}

namespace Pulumi;

/// <summary>An output whose type does not matter to the one who looks at it.</summary>
internal interface IOutput
{
    ValueTask<OutputData<object?>> GetDataAsync();
}

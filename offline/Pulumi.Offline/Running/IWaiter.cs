namespace Pulumi.Offline.Running;

/// <summary>Something that settles later and meanwhile may wait for another: an output, or a resource on its way to the engine.</summary>
internal interface IWaiter
{
    bool IsSettled { get; }

    /// <summary>What it asked for last; means nothing once that is settled.</summary>
    IWaiter? WaitingFor { get; set; }
}

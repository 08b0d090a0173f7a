using Pulumi.Offline;
using Slipway.Engine.Secrets;

namespace Slipway.Engine;

/// <summary>Hands events on one at a time, in order, with secrets masked.</summary>
internal sealed class EventStream(Action<EngineEvent> observe, SecretMask mask)
{
    private readonly Lock gate = new();

    public void Tell(EngineEvent happening)
    {
        happening = happening switch
        {
            EngineEvent.Message message => message with { Text = mask.Apply(message.Text) },
            EngineEvent.StepFailed failed => failed with { Reason = mask.Apply(failed.Reason) },
            _ => happening,
        };
        lock (gate)
        {
            observe(happening);
        }
    }

    public void Say(LogSeverity severity, string text, string? urn = null, bool ephemeral = false) =>
        Tell(new EngineEvent.Message(severity, text, urn, ephemeral));
}

namespace Slipway.Engine.Providers;

/// <summary>What a provider can say of a creation that was begun and whose end nobody recorded.</summary>
public abstract record CreationTrace
{
    private CreationTrace()
    {
    }

    /// <summary>The provider cannot tell: a person has to look.</summary>
    public static CreationTrace Lost { get; } = new CannotTell();

    /// <summary>Nothing was made.</summary>
    public static CreationTrace None { get; } = new NothingMade();

    /// <summary>Making it once more is as good as making it once, and deleting it works however far it came.</summary>
    public static CreationTrace Again { get; } = new MayBeRepeated();

    public sealed record CannotTell : CreationTrace;

    public sealed record NothingMade : CreationTrace;

    public sealed record MayBeRepeated : CreationTrace;

    /// <summary>It was made and is there.</summary>
    public sealed record Found(MadeResource Resource) : CreationTrace;
}

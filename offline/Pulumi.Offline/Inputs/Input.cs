namespace Pulumi;

/// <summary>A property of a resource's arguments: a plain value or an output.</summary>
public class Input<T> : IInput
{
    private readonly T? plain;
    private Output<T>? output;

    private protected Input()
    {
    }

    private protected Input(T plain) => this.plain = plain;

    private protected Input(Output<T>? output) => this.output = output;

    object? IInput.Given => Given;

    private protected virtual object? Given => (object?)output ?? plain;

    public static implicit operator Input<T>(T value) => Of(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.ToOutput();

    IOutput IInput.ToUntypedOutput() => Resolve();

    internal static Input<T> Of(T value) => new(value);

    internal static Input<T> Of(Output<T> value) => new(value);

    internal virtual Output<T> Resolve() => output ??= Output.Create(plain!);
}

using System.Collections.Immutable;
using System.Globalization;

namespace Pulumi;

/// <summary>Makes outputs, and combines several into one.</summary>
public static partial class Output
{
    /// <summary>An output of a value that is known already.</summary>
    public static Output<T> Create<T>(T value) => new(OutputData<T>.Known(value));

    /// <summary>An output of the task's result.</summary>
    public static Output<T> Create<T>(Task<T> value)
    {
        return new(() => AwaitAsync(value));

        static async Task<OutputData<T>> AwaitAsync(Task<T> task) => OutputData<T>.Known(await task);
    }

    /// <summary>A secret output of a value that is known already.</summary>
    public static Output<T> CreateSecret<T>(T value) => new(OutputData<T>.Known(value) with { IsSecret = true });

    /// <summary>A secret output of the task's result.</summary>
    public static Output<T> CreateSecret<T>(Task<T> value) => CreateSecret(Create(value));

    /// <summary>The same output, secret.</summary>
    public static Output<T> CreateSecret<T>(Output<T> value) => WithSecrecy(value, true);

    /// <summary>The same output, no longer secret.</summary>
    public static Output<T> Unsecret<T>(Output<T> output) => WithSecrecy(output, false);

    /// <summary>Whether the output turned out to be secret.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataTask).IsSecret;

    /// <summary>One output of all the values, in order.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.Select(input => input.ToOutput()));

    /// <summary>One output of all the values, in order.</summary>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => input.ToOutput()));

    /// <summary>One output of all the values, in order.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => AllOf([.. outputs]);

    /// <summary>One output of all the values, in order.</summary>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => AllOf([.. outputs]);

    /// <summary>An interpolated string whose parts may be outputs.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        return new(() => FormatAsync(formattableString));

        static async Task<OutputData<string>> FormatAsync(FormattableString text)
        {
            var gathering = new OutputGathering();
            var arguments = text.GetArguments();
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i] = arguments[i] switch
                {
                    IInput input => await gathering.TakeAsync(input.ToUntypedOutput()),
                    IOutput output => await gathering.TakeAsync(output),
                    var plain => plain,
                };
            }

            return gathering.Give(string.Format(CultureInfo.InvariantCulture, text.Format, arguments));
        }
    }

    internal static Output<T> WithSecrecy<T>(Output<T> output, bool secret)
    {
        return new(() => ChangeAsync(output, secret));

        static async Task<OutputData<T>> ChangeAsync(Output<T> output, bool secret) => (await output.DataTask) with { IsSecret = secret };
    }

    private static Output<ImmutableArray<T>> AllOf<T>(ImmutableArray<Output<T>> outputs) => new(() => AllAsync(outputs));

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(ImmutableArray<Output<T>> outputs)
    {
        var gathering = new OutputGathering();
        var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
        foreach (var output in outputs)
            values.Add(await gathering.TakeAsync(output));
        return gathering.Give(values.MoveToImmutable());
    }
}

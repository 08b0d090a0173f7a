using Pulumi.Offline.Running;

namespace Pulumi;

/// <summary>A value that may only be known once resources exist, and that remembers whether it is secret and where it came from.</summary>
public sealed class Output<T> : IOutput, IWaiter
{
    private Func<Task<OutputData<T>>>? source;
    private Task<OutputData<T>>? data;

    internal Output(OutputData<T> data) => this.data = Task.FromResult(data);

    /// <param name="isDeferred">True to begin only when somebody asks: most properties of most resources are never read.</param>
    internal Output(Func<Task<OutputData<T>>> source, bool isDeferred = false)
    {
        this.source = source;
        // A value nobody asks for can still fail; the program must hear of it.
        if (isDeferred)
            return;
        var begun = Begun;
        ProgramRun.Current?.Track(begun);
    }

    internal Task<OutputData<T>> DataTask
    {
        get
        {
            var begun = Begun;
            if (!begun.IsCompleted)
                Waiting.For(this);
            return begun;
        }
    }

    bool IWaiter.IsSettled => data?.IsCompleted ?? false;

    IWaiter? IWaiter.WaitingFor { get; set; }

    private Task<OutputData<T>> Begun
    {
        get
        {
            // Let go once used: it holds every output this one came from.
            if (source is { } begin)
            {
                Interlocked.CompareExchange(ref data, Waiting.As(this, begin), null);
                source = null;
            }

            return data!;
        }
    }

    /// <summary>An output of the task's result.</summary>
    public static Output<T> Create(Task<T> value) => Output.Create(value);

    /// <summary>A new output of what <paramref name="func"/> makes of this value, once it is known.</summary>
    public Output<U> Apply<U>(Func<T, U> func) => new(() => ApplyAsync(func));

    /// <summary>A new output of what <paramref name="func"/> makes of this value, once it is known.</summary>
    public Output<U> Apply<U>(Func<T, Task<U>> func) => new(() => ApplyTaskAsync(func));

    /// <summary>A new output of what <paramref name="func"/> makes of this value, once it is known.</summary>
    public Output<U> Apply<U>(Func<T, Input<U>?> func) => new(() => ApplyOutputAsync(value => func(value).ToOutput()));

    /// <summary>A new output of what <paramref name="func"/> makes of this value, once it is known.</summary>
    public Output<U> Apply<U>(Func<T, Output<U>?> func) => new(() => ApplyOutputAsync(func));

    /// <summary>A message that says how to use the value instead; throws when <c>PULUMI_ERROR_OUTPUT_STRING</c> is set to true.</summary>
    public override string ToString()
    {
        const string message = """
            Calling [ToString] on an [Output<T>] is not supported: its value may not be known yet.

            To get the value of an Output<T> as an Output<string>, write one of
            1. o.Apply(v => $"prefix{v}suffix")
            2. Output.Format($"prefix{o}suffix")

            See https://www.pulumi.com/docs/concepts/inputs-outputs for more.
            """;
        return Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING") is "1" or "true" or "TRUE" or "True"
            ? throw new InvalidOperationException(message)
            : message;
    }

    ValueTask<OutputData<object?>> IOutput.GetDataAsync()
    {
        var task = DataTask;
        return task.IsCompletedSuccessfully ? new(task.Result.With<object?>(task.Result.Value)) : AwaitAsync(task);

        static async ValueTask<OutputData<object?>> AwaitAsync(Task<OutputData<T>> pending)
        {
            var settled = await pending;
            return settled.With<object?>(settled.Value);
        }
    }

    private async Task<OutputData<U>> ApplyAsync<U>(Func<T, U> func)
    {
        var settled = await DataTask;
        return settled.IsKnown ? settled.With(func(settled.Value)) : settled.AsUnknown<U>();
    }

    private async Task<OutputData<U>> ApplyTaskAsync<U>(Func<T, Task<U>> func)
    {
        var settled = await DataTask;
        return settled.IsKnown ? settled.With(await func(settled.Value)) : settled.AsUnknown<U>();
    }

    private async Task<OutputData<U>> ApplyOutputAsync<U>(Func<T, Output<U>?> func)
    {
        var settled = await DataTask;
        if (!settled.IsKnown)
            return settled.AsUnknown<U>();
        return func(settled.Value) is { } next ? settled.Then(await next.DataTask) : settled.With<U>(default!);
    }
}

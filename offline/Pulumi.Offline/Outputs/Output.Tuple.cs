namespace Pulumi;

public static partial class Output
{
    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(
        Input<T1> item1, Input<T2> item2) =>
        Tuple(item1.ToOutput(), item2.ToOutput());

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(
        Output<T1> item1, Output<T2> item2)
    {
        return new(GatherAsync);

        async Task<OutputData<(T1, T2)>> GatherAsync()
        {
            var all = new OutputGathering();
            return all.Give((
                await all.TakeAsync(item1),
                await all.TakeAsync(item2)));
        }
    }

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput());

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3)
    {
        return new(GatherAsync);

        async Task<OutputData<(T1, T2, T3)>> GatherAsync()
        {
            var all = new OutputGathering();
            return all.Give((
                await all.TakeAsync(item1),
                await all.TakeAsync(item2),
                await all.TakeAsync(item3)));
        }
    }

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput());

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4)
    {
        return new(GatherAsync);

        async Task<OutputData<(T1, T2, T3, T4)>> GatherAsync()
        {
            var all = new OutputGathering();
            return all.Give((
                await all.TakeAsync(item1),
                await all.TakeAsync(item2),
                await all.TakeAsync(item3),
                await all.TakeAsync(item4)));
        }
    }

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4, Input<T5> item5) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput());

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5)
    {
        return new(GatherAsync);

        async Task<OutputData<(T1, T2, T3, T4, T5)>> GatherAsync()
        {
            var all = new OutputGathering();
            return all.Give((
                await all.TakeAsync(item1),
                await all.TakeAsync(item2),
                await all.TakeAsync(item3),
                await all.TakeAsync(item4),
                await all.TakeAsync(item5)));
        }
    }

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4, Input<T5> item5, Input<T6> item6) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput(), item6.ToOutput());

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5, Output<T6> item6)
    {
        return new(GatherAsync);

        async Task<OutputData<(T1, T2, T3, T4, T5, T6)>> GatherAsync()
        {
            var all = new OutputGathering();
            return all.Give((
                await all.TakeAsync(item1),
                await all.TakeAsync(item2),
                await all.TakeAsync(item3),
                await all.TakeAsync(item4),
                await all.TakeAsync(item5),
                await all.TakeAsync(item6)));
        }
    }

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4, Input<T5> item5, Input<T6> item6, Input<T7> item7) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput(), item6.ToOutput(), item7.ToOutput());

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5, Output<T6> item6, Output<T7> item7)
    {
        return new(GatherAsync);

        async Task<OutputData<(T1, T2, T3, T4, T5, T6, T7)>> GatherAsync()
        {
            var all = new OutputGathering();
            return all.Give((
                await all.TakeAsync(item1),
                await all.TakeAsync(item2),
                await all.TakeAsync(item3),
                await all.TakeAsync(item4),
                await all.TakeAsync(item5),
                await all.TakeAsync(item6),
                await all.TakeAsync(item7)));
        }
    }

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4, Input<T5> item5, Input<T6> item6, Input<T7> item7, Input<T8> item8) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput(), item6.ToOutput(), item7.ToOutput(), item8.ToOutput());

    /// <summary>One output of all the values, as a tuple.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5, Output<T6> item6, Output<T7> item7, Output<T8> item8)
    {
        return new(GatherAsync);

        async Task<OutputData<(T1, T2, T3, T4, T5, T6, T7, T8)>> GatherAsync()
        {
            var all = new OutputGathering();
            return all.Give((
                await all.TakeAsync(item1),
                await all.TakeAsync(item2),
                await all.TakeAsync(item3),
                await all.TakeAsync(item4),
                await all.TakeAsync(item5),
                await all.TakeAsync(item6),
                await all.TakeAsync(item7),
                await all.TakeAsync(item8)));
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Slipway.Infra.Components;
using Slipway.Infra.Releases;

namespace Infra.Tests.Edge;

/// <summary>How a running nginx divides requests between two versions, and what a change of their shares does to it.</summary>
public sealed class TrafficTests : IAsyncLifetime
{
    private const string Shop = "shop-api";

    private SlotServer _blue = null!;
    private SlotServer _green = null!;

    public async Task InitializeAsync() => (_blue, _green) = (await SlotServer.StartAsync(Slots.Blue), await SlotServer.StartAsync(Slots.Green));

    public async Task DisposeAsync()
    {
        await _blue.DisposeAsync();
        await _green.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    public async Task Requests_are_divided_as_the_files_say_and_the_socket_tells_the_same(int share)
    {
        await using var nginx = await NginxServer.StartAsync([Route("/")]);
        await nginx.MoveAsync(Shop, share);
        using var http = new HttpClient { BaseAddress = nginx.Address };

        Assert.Equal(share, await nginx.ShareOfAsync(Shop));
        AssertDivided(share, await CountAsync(http));
    }

    [Fact]
    public async Task A_workload_without_any_share_written_is_answered_by_its_first_slot()
    {
        await using var nginx = await NginxServer.StartAsync([Route("/")]);
        using var http = new HttpClient { BaseAddress = nginx.Address };

        Assert.Equal(0, await nginx.ShareOfAsync(Shop));
        Assert.Equal(Slots.Blue, await http.GetStringAsync("/"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Others_in_the_stack_reach_it_by_a_door_that_divides_in_the_same_way(bool isRouted)
    {
        var port = Slipway.Servers.FreePort.Find();
        await using var nginx = await NginxServer.StartAsync(isRouted ? [Route("/")] : [], new Door(port, Route("/")));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        foreach (var share in (int[])[0, 50, 100])
        {
            await nginx.MoveAsync(Shop, share);

            Assert.Equal(share, await nginx.ShareOfAsync(Shop));
            AssertDivided(share, await CountAsync(http));
        }
    }

    [Fact]
    public async Task Two_workloads_are_divided_apart_from_each_other()
    {
        var other = Route("/other") with { Workload = "other" };
        await using var nginx = await NginxServer.StartAsync([Route("/"), other]);

        await nginx.MoveAsync(Shop, 100);
        await nginx.MoveAsync("other", 10);

        Assert.Equal((100, 10), (await nginx.ShareOfAsync(Shop), await nginx.ShareOfAsync("other")));
    }

    [Fact]
    public async Task Traffic_moves_with_the_very_next_request_and_no_request_fails_and_no_process_is_exchanged()
    {
        await using var nginx = await NginxServer.StartAsync([Route("/")]);
        await nginx.MoveAsync(Shop, 0);
        var workers = nginx.Workers;
        using var ends = new CancellationTokenSource();
        var answers = new ConcurrentBag<string>();
        var clients = Enumerable.Range(0, 6).Select(number => AskAsync(nginx.Address, keepAlive: number % 2 == 0, answers, ends.Token)).ToList();
        using var http = new HttpClient { BaseAddress = nginx.Address };

        for (var turn = 0; turn < 30; turn++)
        {
            var live = turn % 2 == 0 ? Slots.Green : Slots.Blue;
            await nginx.MoveAsync(Shop, live == Slots.Green ? 100 : 0);
            for (var request = 0; request < 10; request++) Assert.Equal(live, await http.GetStringAsync("/"));
        }

        await ends.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(Slots.Names.Order(), answers.Distinct().Order());
        Assert.True(answers.Count > 300, $"only {answers.Count} requests were sent while traffic moved");
        Assert.Equal(workers, nginx.Workers);
    }

    [Theory]
    [InlineData("QUIT")]
    [InlineData("KILL")]
    public async Task A_share_outlives_the_router(string signal)
    {
        await using var nginx = await NginxServer.StartAsync([Route("/")]);
        await nginx.MoveAsync(Shop, 30);

        await nginx.EndAsync(signal);
        await nginx.StartAsync();

        Assert.Equal(30, await nginx.ShareOfAsync(Shop));
        using var http = new HttpClient { BaseAddress = nginx.Address };
        AssertDivided(30, await CountAsync(http));
    }

    [Fact]
    public async Task A_request_that_the_old_version_has_is_answered_by_it_after_traffic_has_moved()
    {
        await using var nginx = await NginxServer.StartAsync([Route("/")]);
        await nginx.MoveAsync(Shop, 0);
        using var http = new HttpClient { BaseAddress = nginx.Address };

        var slow = http.GetStringAsync("/slow");
        await _blue.Asked.Task;
        await nginx.MoveAsync(Shop, 100);
        var next = await http.GetStringAsync("/");
        _blue.Release.SetResult();

        Assert.Equal((Slots.Green, Slots.Blue), (next, await slow));
    }

    [Fact]
    public async Task An_open_event_stream_goes_on_from_the_old_version_after_traffic_has_moved()
    {
        await using var nginx = await NginxServer.StartAsync([Route("/"), Route("/events") with { Settings = new RouteSettings { Buffering = false } }]);
        await nginx.MoveAsync(Shop, 0);
        using var http = new HttpClient { BaseAddress = nginx.Address };
        await using var stream = await http.GetStreamAsync("/events");
        using var reader = new StreamReader(stream);
        var before = await EventsAsync(reader, 3);

        await nginx.MoveAsync(Shop, 100);
        var next = await http.GetStringAsync("/");
        var after = await EventsAsync(reader, 20);

        Assert.Equal(Slots.Green, next);
        Assert.Equal(Enumerable.Range(1, 23).Select(number => $"data: blue {number}"), [.. before, .. after]);
    }

    [Fact]
    public async Task An_open_WebSocket_stays_with_the_old_version_and_a_new_one_goes_to_the_new()
    {
        await using var nginx = await NginxServer.StartAsync([Route("/")]);
        await nginx.MoveAsync(Shop, 0);
        using var open = await ConnectAsync(nginx);
        Assert.Equal("blue one", await SayAsync(open, "one"));

        await nginx.MoveAsync(Shop, 100);

        Assert.Equal("blue two", await SayAsync(open, "two"));
        using var fresh = await ConnectAsync(nginx);
        Assert.Equal("green three", await SayAsync(fresh, "three"));
        Assert.Equal("blue four", await SayAsync(open, "four"));
        await open.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, open.CloseStatus);
    }

    private Route Route(string path) => new("127.0.0.1", path, Shop, [], new RouteSettings())
    {
        Slots = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add(Slots.Blue, [_blue.Address]).Add(Slots.Green, [_green.Address]),
    };

    private const int Asked = 2000;

    private static async Task<int> CountAsync(HttpClient http)
    {
        var green = 0;
        await Parallel.ForAsync(0, Asked, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, token) =>
        {
            if (await http.GetStringAsync("/", token) == Slots.Green) Interlocked.Increment(ref green);
        });
        return green;
    }

    // Five standard deviations of a draw with that share: chance alone is outside of it once in a million times.
    private static void AssertDivided(int share, int green)
    {
        var tolerance = 5 * Math.Sqrt(Asked * (share / 100.0) * (1 - share / 100.0));
        Assert.InRange(green, Asked * share / 100.0 - tolerance, Asked * share / 100.0 + tolerance);
    }

    private static async Task AskAsync(Uri address, bool keepAlive, ConcurrentBag<string> answers, CancellationToken ends)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = keepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero }) { BaseAddress = address };
        while (!ends.IsCancellationRequested)
        {
            using var answer = await http.GetAsync("/", CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answers.Add(await answer.Content.ReadAsStringAsync(CancellationToken.None));
        }
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(StreamReader reader, int count)
    {
        var events = new List<string>();
        while (events.Count < count)
        {
            var line = await reader.ReadLineAsync();
            Assert.NotNull(line);
            if (line.Length > 0) events.Add(line);
        }
        return events;
    }

    private static async Task<ClientWebSocket> ConnectAsync(NginxServer nginx)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(nginx.Address) { Scheme = "ws", Path = "/socket" }.Uri, CancellationToken.None);
        return socket;
    }

    private static async Task<string> SayAsync(ClientWebSocket socket, string word)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(word), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[256];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}

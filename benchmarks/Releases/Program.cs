// Constant load on the edge of a running stack while something happens to it. Lines on standard input name what happens now
// ("rest", "settle", "release", "switch", "reload"); requests are counted under the name that held when they were due. "end" prints the counts.
// Half of the requests use connections that stay open, half a fresh one each; event streams stay open and come back when told to.
using System.Diagnostics;
using System.Globalization;
using Releases.Benchmarks;

const double MostSlower = 1.5;

if (args is not [var edge, var rateText, var streamsText])
{
    Console.Error.WriteLine("usage: Releases.Benchmarks <edge, such as http://127.0.0.1:18000> <requests a second> <event streams>");
    return 2;
}

var rate = int.Parse(rateText, CultureInfo.InvariantCulture);
using var ended = new CancellationTokenSource();
using var load = new RequestLoad(new Uri(edge), rate);
await using var streams = new EventStreams(new Uri(edge), int.Parse(streamsText, CultureInfo.InvariantCulture));
await streams.StartAsync();
var sending = Task.Run(() => load.SendAsync(ended.Token));
var started = Stopwatch.GetTimestamp();
while (await Console.In.ReadLineAsync() is { } line and not "end") load.Phase = line.Trim();
await ended.CancelAsync();
await sending;
var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load: {rate} requests/s for {seconds:0} s, half of them on fresh connections"));
foreach (var line in load.Report()) Console.WriteLine(line);
var (calm, moved) = (load.P99("rest"), load.P99("switch"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 while traffic moves is {moved / calm:0.00} times that at rest (limit {MostSlower})"));
var lost = await streams.EndAsync();
Console.WriteLine($"streams: {streams.Count} open, {streams.Told} told to come back, {streams.Cut} cut without a word, {streams.Events} events, {lost} without the last state, {streams.Backwards} events out of order");
return load.Failures + streams.Cut + lost + streams.Backwards == 0 && moved <= MostSlower * calm ? 0 : 1;

using System.Diagnostics;
using Slipway.Infra.Components.Docker;
using Slipway.Infra.Workloads;

namespace Infra.Tests.Docker;

public sealed class HealthCheckTests
{
    private static readonly ContainerProbe Ready = new(new HttpProbe("HTTP", null, 8080, "/ready", []), null);

    [Fact]
    public void A_program_is_preferred_to_a_request()
    {
        var check = HealthCheck.Of(Container(Ready with { Exec = ["pg_isready", "-q"] }, null));

        Assert.Equal(["CMD", "pg_isready", "-q"], check!.Test.ToArray());
    }

    [Fact]
    public void A_request_is_made_with_what_the_image_has()
    {
        var check = HealthCheck.Of(Container(new ContainerProbe(new HttpProbe("HTTPS", null, 8443, "/ready?a='b'", [new HttpProbeHeader("X-Probe", "it's me")]), null), null));

        Assert.Equal(
            [
                "CMD-SHELL",
                "if command -v wget > /dev/null; then wget -q -T 4 -O /dev/null --no-check-certificate --header 'X-Probe: it'\\''s me' 'https://127.0.0.1:8443/ready?a='\\''b'\\'''; "
                + "else curl -fsS -m 4 -o /dev/null -k -H 'X-Probe: it'\\''s me' 'https://127.0.0.1:8443/ready?a='\\''b'\\'''; fi",
            ],
            check!.Test.ToArray());
    }

    [Fact]
    public void Without_a_probe_the_check_of_the_image_stays() => Assert.Null(HealthCheck.Of(Container(null, null)));

    [Fact]
    public void A_liveness_probe_that_misses_three_times_in_a_row_ends_the_processes_and_one_answer_forgives()
    {
        var folder = Directory.CreateTempSubdirectory("slipway-check-").FullName;
        try
        {
            var alive = Path.Combine(folder, "alive");
            var check = HealthCheck.Of(Container(new ContainerProbe(null, ["true"]), new ContainerProbe(null, ["test", "-e", alive])));
            // Ending every process there is would end the tests as well.
            var line = check!.Test[1].Replace("/tmp/.missed", Path.Combine(folder, "missed")).Replace("kill -KILL -1", "echo ended");

            // A start may take any number of checks.
            Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal((1, ""), Run(line)));
            File.WriteAllText(alive, "");
            Assert.Equal((0, ""), Run(line));
            File.Delete(alive);
            Assert.Equal((1, ""), Run(line));
            Assert.Equal((1, ""), Run(line));
            File.WriteAllText(alive, "");
            Assert.Equal((0, ""), Run(line));
            File.Delete(alive);
            Assert.Equal((1, ""), Run(line));
            Assert.Equal((1, ""), Run(line));
            Assert.Equal((1, "ended\n"), Run(line));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WorkloadContainer Container(ContainerProbe? readiness, ContainerProbe? liveness) =>
        new() { Name = "main", Image = "image:1", Readiness = readiness, Liveness = liveness };

    private static (int Code, string Output) Run(string line, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-c", line }.Concat(arguments))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Infra.Components.Local;

namespace Infra.Tests.Local;

/// <summary>Units under a real supervisord, in a folder of their own.</summary>
public sealed class UnitScriptTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("slipway-unit-").FullName;

    public UnitScriptTests()
    {
        Succeed(Run("machine-create.sh", "", ("ROOT", _root), ("LINK", ""), ("RUN_AS", "")));
        Succeed(Run("supervisor.sh", Machine.SupervisorConfiguration(new Place { Root = _root, SettingsFile = "", BuildLock = "" }), ("ROOT", _root)));
    }

    [Fact]
    public void A_unit_that_ends_again_and_again_is_refused_with_its_last_words_and_removed()
    {
        var (code, _, message) = Unit("create", "echo cannot go on; exit 3", "tcp:1");

        Assert.Equal(1, code);
        Assert.Contains("thing ends again and again; the end of its log:", message);
        Assert.Contains("cannot go on", message);
        Assert.Contains("unit thing was removed again", message);
        Assert.False(Directory.Exists(Path.Combine(_root, "units", "thing")));
    }

    [Fact]
    public void A_PostgreSQL_that_does_not_start_is_refused_with_what_it_says()
    {
        var postgres = Directory.EnumerateFiles("/usr/lib/postgresql", "postgres", SearchOption.AllDirectories).First();

        var (code, _, message) = Unit("create", $"exec {postgres} -D {_root}/nowhere", "tcp:1");

        Assert.Equal(1, code);
        // As root it refuses for that, as anybody else for the folder that is not there.
        Assert.Matches("\"root\" execution of the PostgreSQL server is not permitted|could not access directory|does not exist", message);
    }

    [Fact]
    public void A_changed_unit_that_does_not_become_ready_runs_in_its_previous_form_again()
    {
        var port = FreePort();
        Succeed(Unit("create", Listen(port), $"tcp:{port}"));

        var (code, _, message) = Unit("update", "exit 1", $"tcp:{FreePort()}");

        Assert.Equal(1, code);
        Assert.Contains("unit thing runs in its previous form again", message);
        Assert.True(Eventually(() => Connects(port)), "the previous form does not answer");
    }

    [Fact]
    public void A_unit_whose_liveness_fails_is_started_anew()
    {
        var port = FreePort();
        var script = Machine.Watch("command:[ ! -e stuck ]", seconds: 1) + Listen(port);
        Succeed(Unit("create", script, $"tcp:{port}"));
        var before = Pid();

        File.WriteAllText(Path.Combine(_root, "units", "thing", "stuck"), "");

        Assert.True(Eventually(() => Pid() is { Length: > 0 } now && now != before), "it was not started anew");
    }

    [Fact]
    public void Children_a_killed_unit_left_do_not_keep_it_from_coming_back()
    {
        var port = FreePort();
        var parent = $"exec python3 -c 'import os,socket,time; s=socket.create_server((\"127.0.0.1\",{port})); os.fork(); [time.sleep(1) for _ in range(600)]'";
        Succeed(Unit("create", parent, $"tcp:{port}"));
        var before = Pid();

        Process.GetProcessById(int.Parse(before)).Kill();

        Assert.True(Eventually(() => Pid() is var now && now != "0" && now != before && Connects(port)), "it did not come back");
        Thread.Sleep(1500);
        Assert.NotEqual("0", Pid());
    }

    [Fact]
    public void A_changed_configuration_reloads_a_unit_that_can_and_restarts_one_that_cannot()
    {
        var port = FreePort();
        Succeed(Unit("create", Listen(port), $"tcp:{port}", reload: "HUP"));
        var before = Pid();

        Succeed(Unit("update", Listen(port), $"tcp:{port}", reload: "HUP"));
        var reloaded = Pid();
        Succeed(Unit("update", Listen(port), $"tcp:{port}", reload: ""));

        Assert.Equal(before, reloaded);
        Assert.NotEqual(before, Pid());
    }

    public void Dispose() => Succeed(Run("machine-delete.sh", "", ("ROOT", _root), ("LINK", ""), ("RUN_AS", "")));

    private static string Listen(int port) =>
        $"exec python3 -c 'import signal,socket,time; signal.signal(signal.SIGHUP, lambda *_: None); s=socket.create_server((\"127.0.0.1\",{port})); [time.sleep(1) for _ in range(600)]'";

    private (int Code, string Output, string Message) Unit(string operation, string script, string ready, string reload = "") => Run(
        "unit.sh", script + "\n",
        ("ROOT", _root), ("NAME", "thing"), ("PRIORITY", "100"), ("STOP_SIGNAL", "TERM"), ("STOP_SECONDS", "5"),
        ("READY", ready), ("READY_SECONDS", "30"), ("RELOAD", reload), ("CONFIGURATION", ""), ("operation", operation));

    private string Pid() => Run(null, "", ("ROOT", _root)).Output.Trim();

    private static (int Code, string Output, string Message) Run(string? script, string input, params (string Name, string Value)[] environment)
    {
        var text = script is null ? "supervisorctl -c \"$ROOT/supervisor/supervisord.conf\" pid thing" : Scripts.Read(script);
        var start = new ProcessStartInfo(Scripts.Caller[0], [.. Scripts.Caller[1..], text])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        var message = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, message);
    }

    private static void Succeed((int Code, string Output, string Message) result) => Assert.True(result.Code == 0, result.Message);

    private static bool Eventually(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (condition())
                return true;
            Thread.Sleep(100);
        }
        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Connects(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

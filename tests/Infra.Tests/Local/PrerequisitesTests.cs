using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Infra.Components.Local;

namespace Infra.Tests.Local;

public sealed class PrerequisitesTests
{
    [Fact]
    public void Everything_missing_and_taken_is_named_at_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (code, _, message) = Run($"no-such-program:its-package: bash:bash:", $"edge={port}");

        Assert.Equal(1, code);
        Assert.Contains("program 'no-such-program' is missing (distribution package its-package)", message);
        Assert.Contains($"port {port} (edge) is taken", message);
        Assert.Contains("slipway:basePort in Pulumi.dev.yaml", message);
    }

    [Fact]
    public void A_port_the_stack_was_granted_before_is_its_own()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (code, output, _) = Run("bash:bash:", $"edge={port}", granted: $"edge={port}");

        Assert.Equal(0, code);
        Assert.Equal($"edge={port}\n", output);
    }

    [Fact]
    public void A_program_outside_path_is_found_by_its_pattern()
    {
        var (code, _, message) = Run("initdb:postgresql:/usr/lib/postgresql/*/bin", "");

        Assert.True(code == 0, message);
    }

    private static (int Code, string Output, string Message) Run(string tools, string ports, string granted = "")
    {
        using var process = Process.Start(new ProcessStartInfo(Scripts.Caller[0], [.. Scripts.Caller[1..], Scripts.Read("prerequisites.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TOOLS"] = tools, ["PORTS"] = ports, ["SETTINGS"] = "Pulumi.dev.yaml", ["PULUMI_COMMAND_STDOUT"] = granted },
        })!;
        var output = process.StandardOutput.ReadToEnd();
        var message = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, message);
    }
}

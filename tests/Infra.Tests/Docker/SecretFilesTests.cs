using System.Diagnostics;
using System.Runtime.Versioning;
using Slipway.Infra.Stacks;

namespace Infra.Tests.Docker;

/// <summary>Both ways in which files become variables, run by the shell of this machine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SecretFilesTests : IDisposable
{
    private const string Show = "printf '%s|%s|%s' \"$FIRST\" \"$Second__Part\" \"$1\"";
    private const string Shown = "it's \"$HOME\" `id`\n\n|b|two words";

    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-secrets-").FullName;

    public SecretFilesTests()
    {
        Directory.CreateDirectory(Secrets);
        File.WriteAllText(Path.Combine(Secrets, "FIRST"), "it's \"$HOME\" `id`\n\n");
        File.WriteAllText(Path.Combine(Secrets, "Second__Part"), "b");
    }

    private string Secrets => Path.Combine(_folder, "secrets");

    [Fact]
    public void The_line_of_shell_before_a_command_keeps_every_character()
    {
        var line = Slipway.Infra.Components.Docker.Secrets.ReadThenRun.Replace("/run/secrets", Secrets);

        var output = Run("-c", line, "secrets", "sh", "-c", Show, "sh", "two words");

        Assert.Equal(Shown, output);
    }

    [Fact]
    public void So_does_the_entrypoint_of_our_images_and_it_starts_the_service_of_the_image()
    {
        var script = Path.Combine(_folder, "entrypoint");
        File.WriteAllText(script, File.ReadAllText(ProjectFolder.Above(AppContext.BaseDirectory).FilePath("apps", "entrypoint.sh")).Replace("/run/secrets", Secrets));
        var dotnet = Path.Combine(_folder, "dotnet");
        File.WriteAllText(dotnet, $"#!/bin/sh\n[ \"$1\" = /app/Shop.dll ] && shift\n{Show}\n");
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var output = Run(script, "two words");

        Assert.Equal(Shown, output);
    }

    [Fact]
    public void Without_a_secret_the_entrypoint_only_starts_the_service()
    {
        var script = Path.Combine(_folder, "entrypoint");
        File.WriteAllText(script, File.ReadAllText(ProjectFolder.Above(AppContext.BaseDirectory).FilePath("apps", "entrypoint.sh")).Replace("/run/secrets", Path.Combine(_folder, "none")));
        var dotnet = Path.Combine(_folder, "dotnet");
        File.WriteAllText(dotnet, "#!/bin/sh\necho \"$@\"\n");
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var output = Run(script, "serve");

        Assert.Equal("/app/Shop.dll serve\n", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder}:{start.Environment["PATH"]}";
        start.Environment["SERVICE"] = "Shop";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

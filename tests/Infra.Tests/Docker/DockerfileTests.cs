using System.Text.RegularExpressions;
using Slipway.Infra.Stacks;

namespace Infra.Tests.Docker;

/// <summary>Reads apps/Dockerfile as a linter would: an image that is wrong is found before there is a daemon to build it.</summary>
public sealed partial class DockerfileTests
{
    private static readonly ProjectFolder Project = ProjectFolder.Above(AppContext.BaseDirectory);
    private static readonly string[] Known = ["ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "RUN", "STOPSIGNAL", "USER", "WORKDIR"];

    private static List<(string Name, string Text)> Instructions { get; } =
    [
        .. Continuation().Replace(string.Join('\n', File.ReadAllLines(Project.FilePath("apps", "Dockerfile")).Where(line => !line.StartsWith('#'))), " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => (line.Split(' ', 2)[0], line.Split(' ', 2)[1])),
    ];

    private static IEnumerable<(string Name, string Text)> Runtime => Instructions.SkipWhile(instruction => !instruction.Text.EndsWith(" AS runtime", StringComparison.Ordinal));

    [Fact]
    public void It_is_made_of_instructions_that_every_builder_knows() =>
        Assert.All(Instructions, instruction =>
        {
            Assert.Contains(instruction.Name, Known);
            // These need BuildKit, which the provider does not always use.
            Assert.DoesNotMatch("^--(mount|chmod|link|parents)", instruction.Text);
        });

    [Fact]
    public void Base_images_come_by_argument_with_a_tag_and_room_for_a_digest()
    {
        var arguments = Instructions.Where(instruction => instruction.Name == "ARG").Select(instruction => instruction.Text.Split('=', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);

        Assert.Equal(["${SDK_IMAGE}${SDK_DIGEST} AS build", "${RUNTIME_IMAGE}${RUNTIME_DIGEST} AS runtime"], Instructions.Where(instruction => instruction.Name == "FROM").Select(instruction => instruction.Text));
        Assert.All(new[] { "SDK_IMAGE", "RUNTIME_IMAGE" }, name => Assert.Matches("^[^:]+:[0-9]+\\.[0-9]+[a-z0-9.-]*$", arguments[name]));
        Assert.DoesNotContain(arguments.Values, value => value.Contains("latest", StringComparison.Ordinal));
    }

    [Fact]
    public void It_runs_as_the_user_the_platform_names_by_number()
    {
        var user = Runtime.Last(instruction => instruction.Name == "USER").Text;

        Assert.Equal("10001:10001", user);
        Assert.DoesNotContain(Runtime.SkipWhile(instruction => instruction.Name != "USER"), instruction => instruction.Name is "RUN" or "COPY");
    }

    [Fact]
    public void It_has_a_health_check_that_asks_the_service() =>
        Assert.Contains("/health/live", Assert.Single(Runtime, instruction => instruction.Name == "HEALTHCHECK").Text);

    [Theory]
    [InlineData("title")]
    [InlineData("description")]
    [InlineData("vendor")]
    [InlineData("licenses")]
    [InlineData("version")]
    [InlineData("revision")]
    [InlineData("created")]
    public void It_carries_the_label(string label) =>
        Assert.Contains($"org.opencontainers.image.{label}=", Assert.Single(Runtime, instruction => instruction.Name == "LABEL").Text);

    [Fact]
    public void It_starts_without_a_shell_between_docker_and_the_program()
    {
        Assert.StartsWith("[\"", Assert.Single(Runtime, instruction => instruction.Name == "ENTRYPOINT").Text);
        Assert.StartsWith("[\"", Assert.Single(Runtime, instruction => instruction.Name == "CMD").Text);
        Assert.EndsWith("exec dotnet \"/app/$SERVICE.dll\" \"$@\"\n", File.ReadAllText(Project.FilePath("apps", "entrypoint.sh")));
    }

    [Fact]
    public void Packages_are_restored_from_project_files_alone_before_any_source_is_copied()
    {
        var build = Instructions.TakeWhile(instruction => !instruction.Text.EndsWith(" AS runtime", StringComparison.Ordinal)).ToList();
        var restore = build.FindIndex(instruction => instruction.Text.Contains("dotnet restore", StringComparison.Ordinal));

        Assert.Equal(
            ["Directory.Build.props Directory.Packages.props global.json ./", "apps/*/*.csproj ./"],
            build.Take(restore).Where(instruction => instruction.Name == "COPY").Select(instruction => instruction.Text));
        Assert.Contains(build.Skip(restore), instruction => instruction is { Name: "COPY", Text: "apps/ apps/" });
    }

    [Fact]
    public void Every_project_is_in_a_folder_of_its_name_where_the_dockerfile_puts_it_back()
    {
        var projects = Directory.EnumerateDirectories(Project.FilePath("apps")).SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj")).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Equal(Path.GetFileName(Path.GetDirectoryName(project)), Path.GetFileNameWithoutExtension(project)));
    }

    [Fact]
    public void The_build_context_is_what_the_dockerfile_copies_and_nothing_else()
    {
        var lines = File.ReadAllLines(Project.FilePath(".dockerignore"));

        Assert.Equal("*", lines.First(line => !line.StartsWith('#')));
        Assert.All(new[] { "apps/", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig" }, path => Assert.Contains($"!{path}", lines));
        Assert.All(new[] { "**/bin/", "**/obj/", "**/node_modules/", "**/.env*" }, pattern => Assert.Contains(pattern, lines));
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();
}

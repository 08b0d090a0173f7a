using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Slipway.Servers;
using YamlDotNet.RepresentationModel;

namespace Slipway.Portfolio.Tests;

/// <summary>The Score file is run as a platform would run it: placeholders filled in, one container before the other.</summary>
public sealed partial class ScoreTests(PostgresServer server) : PortfolioTest(server)
{
    [Fact]
    public async Task What_the_score_file_gives_is_all_the_service_needs()
    {
        var containers = (YamlMappingNode)Read()["containers"];
        var port = FreePort.Find();

        var (code, output, errors) = await ServiceProcess.RunAsync(Assembly, Arguments(containers["migrate"]), Filled(containers["migrate"], port));
        await using var api = ServiceProcess.Start(Assembly, Arguments(containers["api"]), Filled(containers["api"], port), port);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(output, line => line.Contains("20 demonstration assets added", StringComparison.Ordinal));
        await api.WaitUntilReadyAsync(Path(containers["api"], "readinessProbe"));
        await api.WaitUntilReadyAsync(Path(containers["api"], "livenessProbe"));
    }

    [Fact]
    public Task A_service_without_any_data_passes_the_smoke_tests_of_its_Score_file() => ScoreSmoke.PassesAsync(Client, FilePath());

    [Fact]
    public void Every_resource_is_used_and_every_placeholder_has_its_resource()
    {
        var file = Read();
        var declared = ((YamlMappingNode)file["resources"]).Children.Keys.Select(key => key.ToString()).Order();

        var used = Placeholder().Matches(File.ReadAllText(FilePath())).Select(match => match.Groups["resource"].Value).Distinct();

        Assert.Equal(declared, used.Append("route").Order());
    }

    private Dictionary<string, string> Filled(YamlNode container, int port) =>
        ((YamlMappingNode)container["variables"]).Children.ToDictionary(entry => entry.Key.ToString(), entry => Placeholder().Replace(entry.Value.ToString(), match =>
            match.Value switch
            {
                "${resources.db.host}" => PostgresServer.Host,
                "${resources.db.port}" => $"{Server.Port}",
                "${resources.db.name}" => Variables["Database__Name"],
                "${resources.db.username}" => PostgresServer.Username,
                "${resources.db.password}" => PostgresServer.Password,
                "${resources.http.port}" => $"{port}",
                "${resources.env.DEMO_DATA}" => "true",
                _ => throw new InvalidOperationException($"{match.Value} is not an output of the resources that the platform has."),
            }));

    private static string[] Arguments(YamlNode container) => [.. ((YamlSequenceNode)container["args"]).Select(argument => argument.ToString())];

    private static string Path(YamlNode container, string probe) => container[probe]["httpGet"]["path"].ToString();

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(FilePath());
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static string FilePath([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../apps/Portfolio/score.yaml");

    [GeneratedRegex(@"\$\{resources\.(?<resource>[a-z]+)\.[A-Za-z_]+\}")]
    private static partial Regex Placeholder();
}

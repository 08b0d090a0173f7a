using YamlDotNet.RepresentationModel;

namespace Slipway.Pipelines.Tests.Support;

/// <summary>A workflow of <c>.github/workflows</c>, as far as its rules need it.</summary>
internal sealed class Workflow
{
    private readonly YamlMappingNode _root;

    private Workflow(string file)
    {
        Name = Path.GetFileName(file);
        Text = File.ReadAllText(file);
        var stream = new YamlStream();
        stream.Load(new StringReader(Text));
        _root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Repository.Path(".github/workflows"), "*.yml").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public string Name { get; }

    public string Text { get; }

    public YamlMappingNode Root => _root;

    public IEnumerable<(string Name, YamlMappingNode Job)> Jobs => Map(_root["jobs"]).Children.Select(job => (job.Key.ToString(), Map(job.Value)));

    public IEnumerable<(string Job, YamlMappingNode Step)> Steps => Jobs.SelectMany(job => ((YamlSequenceNode)job.Job["steps"]).Children.Select(step => (job.Name, Map(step))));

    /// <summary>Scripts of steps, with the name of the step.</summary>
    public IEnumerable<(string Step, string Script)> Scripts => Steps.Where(step => step.Step.Children.ContainsKey("run"))
        .Select(step => ($"{step.Job}: {(step.Step.Children.TryGetValue("name", out var name) ? name : "")}", step.Step["run"].ToString()));

    public static Workflow Read(string name) => new(Repository.Path($".github/workflows/{name}"));

    public static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;
}

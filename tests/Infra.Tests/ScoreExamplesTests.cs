using System.Text;
using Pulumi;

namespace Infra.Tests;

/// <summary>What Score's own documentation shows by example (score-spec/score-compose, examples/), in files of ours.</summary>
public sealed class ScoreExamplesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Examples");

    [Fact]
    public async Task An_example_is_declared_on_every_target_or_refused_as_the_picture_shows()
    {
        var picture = new StringBuilder();
        foreach (var example in Directory.EnumerateFiles(Folder, "*.yaml").GroupBy(file => Path.GetFileName(file)[..2]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var scores = example.Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
            picture.Append(Path.GetFileNameWithoutExtension(example.Min())).Append('\n');
            foreach (var stack in (string[])["dev", "dev-docker", "staging", "prod-aws", "prod"])
                picture.Append($"  {stack,-10} {await OutcomeAsync(stack, scores)}\n");
        }

        Snapshot.Matches("score-examples", picture.ToString());
    }

    private static async Task<string> OutcomeAsync(string stack, string[] scores)
    {
        try
        {
            Assert.NotEmpty(await StackProgram.DeclareOnStackAsync(stack, ["slipway:internet"], scores));
            return "declared";
        }
        catch (RunException refusal)
        {
            return string.Join($"\n{"",-13}", refusal.Message.Split('\n').Select(line => line[Math.Max(line.IndexOf("apps/shop", StringComparison.Ordinal), 0)..]));
        }
    }
}

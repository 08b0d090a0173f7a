using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class GeneratedWorkloadTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(200);

    private static readonly Gen<char> LabelEnd = Gen.Elements("abcxyz0189".ToCharArray());
    private static readonly Gen<string> Label =
        from start in LabelEnd
        from middle in Gen.Elements("ab-09".ToCharArray()).ListOf(5)
        from end in LabelEnd
        select start + string.Concat(middle) + end;

    private static readonly Gen<string> AnyText =
        Gen.Elements("a", "$", "{", "}", "$$", "${", "${metadata.name}", ".", @"\.", "\"", "'", "\n", " ", "é", ": ", "#", "😀").ListOf().Select(string.Concat);

    // What stands before a placeholder: Score has no way to write a "${" there that nothing closes.
    private static readonly Gen<string> ClosedText =
        AnyText.Where(text => text.LastIndexOf("${", StringComparison.Ordinal) <= text.LastIndexOf('}'));

    [Fact]
    public void Escaped_text_is_always_read_as_that_text() =>
        Prop.ForAll(AnyText.ToArbitrary(), text =>
        {
            var workload = Score.Read(Score.Container($"variables:\n  X: {Quote(Template.Escape(text))}"));

            Assert.Equal(text, workload.Containers[0].Variables["X"].LiteralText);
        }).Check(Settings);

    [Fact]
    public void A_template_written_out_is_read_as_the_same_template() =>
        Prop.ForAll(ClosedText.ToArbitrary(), text =>
        {
            var written = Template.Escape(text) + "${resources.db.host}" + Template.Escape(text);

            var template = Score.Read(Score.Container($"variables:\n  X: {Quote(written)}")).Containers[0].Variables["X"];
            var again = Score.Read(Score.Container($"variables:\n  X: {Quote(template.ToString())}")).Containers[0].Variables["X"];

            Assert.Equal(text + "<host>" + text, again.Resolve(reference => $"<{reference.Output}>"));
        }).Check(Settings);

    [Fact]
    public void A_valid_workload_is_read_without_problems()
    {
        var workloads =
            from name in Label
            from containers in Label.NonEmptyListOf().Select(names => names.Distinct().Order(StringComparer.Ordinal).ToList())
            from resources in Label.ListOf().Select(names => names.Distinct().ToList())
            from ports in Label.ListOf().Select(names => names.Distinct().ToList())
            from port in Gen.Choose(1, 65535)
            from value in ClosedText
            from cpu in Gen.Elements("1", "0.5", "250m")
            from memory in Gen.Elements("1", "64Mi", "1.5Gi", "0.1K", "2P")
            from state in Gen.Elements("started", "healthy", "complete")
            select (name, containers, resources, ports, port, value, cpu, memory, state);

        Prop.ForAll(workloads.Resize(12).ToArbitrary(), given =>
        {
            var text = new StringBuilder($"apiVersion: score.dev/v1b1\nmetadata: {{ name: \"{given.name}\" }}\n");
            text.Append("service: { ports: {").AppendJoin(", ", given.ports.Select(port => $"\"{port}\": {{ port: {given.port} }}")).Append("} }\n");
            text.Append("resources: {").AppendJoin(", ", given.resources.Select(resource => $"\"{resource}\": {{ type: redis }}")).Append("}\ncontainers:\n");
            for (var i = 0; i < given.containers.Count; i++)
            {
                text.Append($"  \"{given.containers[i]}\":\n    image: a:1\n    readinessProbe: {{ exec: {{ command: [x] }} }}\n");
                text.Append($"    resources: {{ limits: {{ cpu: \"{given.cpu}\", memory: \"{given.memory}\" }} }}\n");
                text.Append("    variables: {").AppendJoin(", ", given.resources.Select(resource => $"V-{resource}: {Quote(Template.Escape(given.value) + $"${{resources.{resource}.host}}")}")).Append("}\n");
                if (i > 0)
                    text.Append($"    before: {{ \"{given.containers[i - 1]}\": {{ ready: {given.state} }} }}\n");
            }

            var workload = Score.Read(text.ToString());

            Assert.Equal(given.name, workload.Name);
            Assert.Equal(given.containers, workload.Containers.Select(container => container.Name));
            Assert.Equal(given.containers.AsEnumerable().Reverse(), workload.StartOrder.Select(container => container.Name));
            Assert.Equal(given.ports.Order(StringComparer.Ordinal), workload.Ports.Select(port => port.Name));
            Assert.All(workload.Containers, container => Assert.All(
                container.Variables.Values,
                variable => Assert.Equal(given.value + "<>", variable.Resolve(_ => "<>"))));
            Assert.Equal(given.resources.Count, WorkloadCatalog.Create([workload]).Resources.Length);
        }).Check(Settings);
    }

    [Fact]
    public void Damaged_input_is_read_or_refused_but_never_fails_otherwise()
    {
        var whole = File.ReadAllText("Samples/full.yaml");
        var damage =
            from at in Gen.Choose(0, whole.Length - 1)
            from length in Gen.Choose(0, 40)
            from instead in Gen.Elements("", "]", "}", "{", "[", ": ", "- ", "\"", "'", "&a ", "*a", "!", "|", ">", "%", "@", "`", "\t", "\n", "<<: ", "? ", "\u0000", "~", "5", "---\n")
            select string.Concat(whole.AsSpan(0, at), instead, whole.AsSpan(Math.Min(whole.Length, at + length)));

        Prop.ForAll(damage.ToArbitrary(), text =>
        {
            try
            {
                WorkloadReader.Parse(text, "Samples/full.yaml");
            }
            catch (WorkloadException exception)
            {
                Assert.NotEmpty(exception.Problems);
            }
        }).Check(Settings.WithMaxTest(2000));
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}

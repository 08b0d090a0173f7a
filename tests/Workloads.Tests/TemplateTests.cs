using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("costs $5", "costs $5")]
    [InlineData("ends in $", "ends in $")]
    [InlineData("$VAR and $(VAR)", "$VAR and $(VAR)")]
    [InlineData("$$", "$")]
    [InlineData("$$$", "$$")]
    [InlineData("$$$$", "$$")]
    [InlineData("$${metadata.name}", "${metadata.name}")]
    [InlineData("$${anything at all}", "${anything at all}")]
    [InlineData("$$${metadata.name}", "$shop")]
    [InlineData("$$$${metadata.name}", "$${metadata.name}")]
    [InlineData("${metadata.name}", "shop")]
    [InlineData("a-${metadata.name}-b-${metadata.tier}", "a-shop-b-front")]
    [InlineData("${metadata.name}${metadata.name}", "shopshop")]
    [InlineData("${unclosed", "${unclosed")]
    [InlineData("${metadata.labels.team}", "blue")]
    [InlineData(@"${metadata.labels.dotted\.key}", "seven")]
    [InlineData("${metadata.count}", "3")]
    [InlineData("${metadata.labels}", """{"dotted.key":"seven","team":"blue"}""")]
    public void Text_and_metadata_become_text(string written, string expected)
    {
        var template = Score.Read(Score.Variable(written)).Containers[0].Variables["X"];

        Assert.True(template.IsLiteral);
        Assert.Equal(expected, template.LiteralText);
    }

    [Theory]
    [InlineData("${resources.db.host}", "<db|host>")]
    [InlineData("postgres://${resources.db.username}@${resources.db.host}:5432/", "postgres://<db|username>@<db|host>:5432/")]
    [InlineData("$$${resources.db.host}", "$<db|host>")]
    [InlineData("${resources.db}", "<db|>")]
    [InlineData("${resources.odd.a.b}", "<odd|a|b>")]
    [InlineData(@"${resources.odd.a\.b}", "<odd|a.b>")]
    [InlineData("${resources.env.API_KEY}", "<env|API_KEY>")]
    public void References_to_resources_stay_until_they_are_looked_up(string written, string expected)
    {
        var template = Score.Read(Score.Variable(written)).Containers[0].Variables["X"];

        Assert.False(template.IsLiteral);
        Assert.Null(template.LiteralText);
        Assert.Equal(expected, template.Resolve(reference => $"<{reference.Resource}|{string.Join('|', reference.Path)}>"));
    }

    [Fact]
    public void A_template_is_made_of_any_kind_of_value()
    {
        var template = Score.Read(Score.Variable("a${metadata.name}b${resources.db.host}")).Containers[0].Variables["X"];

        var deferred = template.Resolve<Lazy<string>>(
            text => new(() => text),
            reference => new(() => "at " + reference.Output),
            parts => new(() => string.Concat(parts.Select(part => part.Value))));

        Assert.Equal("ashopbat host", deferred.Value);
        Assert.Equal([new ResourceReference("db", ["host"])], template.References);
    }

    [Fact]
    public void A_single_reference_is_not_joined_with_anything()
    {
        var template = Score.Read(Score.Variable("${resources.db.port}")).Containers[0].Variables["X"];

        var value = template.Resolve<object>(text => text, _ => 5432, _ => throw new InvalidOperationException("nothing to join"));

        Assert.Equal(5432, value);
    }

    [Theory]
    [InlineData("${nonsense}", "the placeholder '${nonsense}' starts with 'nonsense', expected 'metadata.' or 'resources.'; for the text itself write '$${nonsense}'")]
    [InlineData("${}", "the placeholder '${}' starts with '', expected 'metadata.' or 'resources.'; for the text itself write '$${}'")]
    [InlineData("${ metadata.name }", "the placeholder '${ metadata.name }' starts with ' metadata', expected 'metadata.' or 'resources.'; for the text itself write '$${ metadata.name }'")]
    [InlineData("${metadata}", "the placeholder '${metadata}' needs a key after 'metadata', such as '${metadata.name}'")]
    [InlineData("${resources}", "the placeholder '${resources}' needs a key after 'resources', such as '${resources.name}'")]
    [InlineData("${metadata.nmae}", "the placeholder '${metadata.nmae}' asks for 'nmae', which metadata does not have; did you mean 'name'?")]
    [InlineData("${metadata.labels.owner}", "the placeholder '${metadata.labels.owner}' asks for 'owner', which metadata.labels does not have; expected one of dotted.key, team")]
    [InlineData("${metadata.name.first}", "the placeholder '${metadata.name.first}' asks for 'first' in metadata.name, which is no map")]
    [InlineData("${resources.dbs.host}", "the placeholder '${resources.dbs.host}' names the resource 'dbs', which resources does not have; did you mean 'db'?")]
    [InlineData("${resources.db.pasword}", "the placeholder '${resources.db.pasword}' asks for 'pasword', which the type 'postgres' does not have; it has host, port, name, database, username, password")]
    [InlineData("${resources.db.host.ip}", "the placeholder '${resources.db.host.ip}' asks for 'ip' inside 'host', which is a plain value; end the placeholder after 'host'")]
    [InlineData("${resources.way.host}", "the placeholder '${resources.way.host}' asks for 'host', but the type 'route' has no outputs; remove the placeholder")]
    public void A_placeholder_that_names_nothing_is_refused(string written, string expected)
    {
        var problem = Score.Problem(Score.Variable(written));

        Assert.Equal($"apps/shop/score.yaml:13: containers.web.variables.X: {expected}", problem);
    }

    [Fact]
    public void Placeholders_where_score_does_not_allow_them_are_left_as_they_are()
    {
        var container = Score.Read("""
            apiVersion: score.dev/v1b1
            metadata: { name: shop, note: "${metadata.name} $$" }
            containers:
              web:
                image: "${metadata.name}:$$1"
                command: ["${nonsense}", "$$"]
                args: ["$${VAR}", "${resources.none}"]
                readinessProbe:
                  httpGet: { port: 80, path: "/${metadata.name}", host: "${x}" }
                  exec: { command: ["${metadata.name}"] }
            """);

        var web = container.Containers[0];
        Assert.Equal("${metadata.name}:$$1", web.Image);
        Assert.Equal(["${nonsense}", "$$"], web.Command);
        Assert.Equal(["$${VAR}", "${resources.none}"], web.Args);
        Assert.Equal("/${metadata.name}", web.Readiness!.Http!.Path);
        Assert.Equal("${x}", web.Readiness.Http.Host);
        Assert.Equal(["${metadata.name}"], web.Readiness.Exec);
        Assert.Equal("${metadata.name} $$", container.Metadata["note"]!.AsTemplate!.LiteralText);
    }

    [Theory]
    [InlineData("a$b", "a$$b")]
    [InlineData("${x}", "$${x}")]
    [InlineData("$${x}", "$$$${x}")]
    [InlineData("${a${b}", "$${a${b}")]
    public void Escaped_text_is_written_as_score_reads_it(string text, string expected)
    {
        var escaped = Template.Escape(text);

        Assert.Equal(expected, escaped);
        Assert.Equal(text, Score.Read(Score.Variable(escaped)).Containers[0].Variables["X"].LiteralText);
    }
}

using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class SchemaTests
{
    [Fact]
    public void What_every_workload_needs_is_asked_for_at_once() =>
        Assert.Equal(
            [
                "apps/shop/score.yaml:1: apiVersion: is missing, expected 'score.dev/v1b1'; add it",
                "apps/shop/score.yaml:1: metadata: is missing, expected a map; add it",
                "apps/shop/score.yaml:1: containers: is missing, expected a map; add it",
            ],
            Score.Problems("{}"));

    [Theory]
    [InlineData("apiVersion: score.dev/v1", "1: apiVersion: is 'score.dev/v1', expected 'score.dev/v1b1'")]
    [InlineData("apiVersion: 1", "1: apiVersion: is the number 1, expected 'score.dev/v1b1'; put it in quotes: \"1\"")]
    public void Another_version_is_refused(string line, string expected) =>
        Assert.Equal($"{Score.File}:{expected}", Score.Problem(Score.Top("").Replace("apiVersion: score.dev/v1b1", line)));

    [Theory]
    [InlineData("resource: {}", "7: resource: the key 'resource' is unknown, did you mean 'resources'?")]
    [InlineData("extensions: {}", "7: extensions: the key 'extensions' is unknown, expected one of apiVersion, containers, metadata, resources, service")]
    [InlineData("service:", "7: service: is empty, expected a map")]
    [InlineData("service: { port: {} }", "7: service.port: the key 'port' is unknown, did you mean 'ports'?")]
    [InlineData("service: { ports: [80] }", "7: service.ports: is a list, expected a map")]
    [InlineData("service: { ports: { www: 80 } }", "7: service.ports.www: is the number 80, expected a map")]
    [InlineData("service: { ports: { www: {} } }", "7: service.ports.www.port: is missing, expected a whole number from 1 to 65535; add it")]
    [InlineData("service: { ports: { www: { port: 0 } } }", "7: service.ports.www.port: is the number 0, expected a whole number from 1 to 65535, without quotes")]
    [InlineData("service: { ports: { www: { port: 65536 } } }", "7: service.ports.www.port: is the number 65536, expected a whole number from 1 to 65535, without quotes")]
    [InlineData("service: { ports: { www: { port: \"80\" } } }", "7: service.ports.www.port: is the text '80', expected a whole number from 1 to 65535, without quotes")]
    [InlineData("service: { ports: { www: { port: 80.5 } } }", "7: service.ports.www.port: is the number 80.5, expected a whole number from 1 to 65535, without quotes")]
    [InlineData("service: { ports: { www: { port: 80, targetPort: -1 } } }", "7: service.ports.www.targetPort: is the number -1, expected a whole number from 1 to 65535, without quotes")]
    [InlineData("service: { ports: { www: { port: 80, protocol: udp } } }", "7: service.ports.www.protocol: is 'udp', did you mean 'UDP'?")]
    [InlineData("service: { ports: { www: { port: 80, host: x } } }", "7: service.ports.www.host: the key 'host' is unknown, expected one of port, protocol, targetPort")]
    [InlineData("service: { ports: { W: { port: 80 } } }", "7: service.ports.W: the name 'W' is not allowed, expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'")]
    [InlineData("resources: []", "7: resources: is a list, expected a map")]
    [InlineData("resources: { db: postgres }", "7: resources.db: is the text 'postgres', expected a map")]
    [InlineData("resources: { db: {} }", "7: resources.db.type: is missing, expected 2 to 63 letters, digits and '-', not starting or ending with '-'; add it")]
    [InlineData("resources: { db: { type: my_sql } }", "7: resources.db.type: is 'my_sql', expected 2 to 63 letters, digits and '-', not starting or ending with '-'")]
    [InlineData("resources: { db: { type: mysql, class: '-a' } }", "7: resources.db.class: is '-a', expected 2 to 63 letters, digits and '-', not starting or ending with '-'")]
    [InlineData("resources: { db: { type: mysql, id: a..b } }", "7: resources.db.id: is 'a..b', expected 2 to 63 of a-z, 0-9 and '-' in one or more labels with '.' between them")]
    [InlineData("resources: { db: { type: mysql, id: A1 } }", "7: resources.db.id: is 'A1', expected 2 to 63 of a-z, 0-9 and '-' in one or more labels with '.' between them")]
    [InlineData("resources: { db: { type: mysql, params: [] } }", "7: resources.db.params: is a list, expected a map")]
    [InlineData("resources: { db: { type: mysql, parms: {} } }", "7: resources.db.parms: the key 'parms' is unknown, did you mean 'params'?")]
    [InlineData("resources: { db: { type: mysql, metadata: { annotations: { ok: 5 } } } }", "7: resources.db.metadata.annotations.ok: is the number 5, expected text; put it in quotes: \"5\"")]
    [InlineData("resources: { db: { type: mysql, metadata: { annotations: { 'not ok': a } } } }", "7: resources.db.metadata.annotations[\"not ok\"]: the name 'not ok' is not allowed, expected 2 to 63 letters, digits, '.', '_' and '-', after an optional host name and '/'")]
    [InlineData("resources: { a.b: { type: mysql } }", "7: resources[\"a.b\"]: the name 'a.b' is not allowed, expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'")]
    [InlineData("resources: { db: { type: mysql, params: { x: [{ y: '${metadata.no}' }] } } }", "7: resources.db.params.x[0].y: the placeholder '${metadata.no}' asks for 'no', which metadata does not have; expected name")]
    public void What_the_schema_does_not_allow_is_refused(string line, string expected) =>
        Assert.Equal($"{Score.File}:{expected}", Score.Problem(Score.Top(line)));

    [Theory]
    [InlineData("service: {}")]
    [InlineData("service: { ports: {} }")]
    [InlineData("service: { ports: { w1: { port: 1, targetPort: 65535, protocol: UDP } } }")]
    [InlineData("resources: {}")]
    [InlineData("resources: { db: { type: My-SQL, class: Fast-2, id: a-b.c--d.e, metadata: {}, params: {} } }")]
    [InlineData("resources: { db: { type: mysql, metadata: { annotations: { ab.b-c.example.org/Key_1.x: y }, other: [1] } } }")]
    public void What_the_schema_allows_is_read(string line) =>
        Assert.Equal("shop", Score.Read(Score.Top(line)).Name);

    [Theory]
    [InlineData("s", "is 's', expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'")]
    [InlineData("Shop", "is 'Shop', expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'")]
    [InlineData("shop-", "is 'shop-', expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'")]
    [InlineData("\"shop\\n\"", "is 'shop\n', expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890abcd", "is 'a23456789012345678901234567890123456789012345678901234567890abcd', expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'")]
    [InlineData("12", "is the number 12, expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'; put it in quotes: \"12\"")]
    [InlineData("", "is empty, expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'; give it a value, \"\" for an empty one, or remove the key")]
    public void A_name_that_is_no_label_is_refused(string name, string expected) =>
        Assert.Equal($"{Score.File}:3: metadata.name: {expected}", Score.Problem(Score.Top("").Replace("name: shop", "name: " + name)));

    [Fact]
    public void Many_problems_are_reported_at_once_in_the_order_of_the_lines()
    {
        var problems = Score.Problems("""
            apiVersion: score.dev/v2
            metadata:
              name: Shop
              annotations:
                slipway.dev/replica: "2"
            service:
              ports:
                www:
                  port: 99999
            containers:
              web:
                imge: shop:1
                variables:
                  ONE: 1
                  TWO: "${resources.nothing}"
                files:
                  /etc/app.conf:
                    content: |
                      fine
                      ${metadata.name}
                      ${metadata.nobody}
                resources:
                  limits:
                    cpu: 0.5
            resources:
              db:
                kind: postgres
            """);

        Assert.Equal(
            [
                "apps/shop/score.yaml:1: apiVersion: is 'score.dev/v2', expected 'score.dev/v1b1'",
                "apps/shop/score.yaml:3: metadata.name: is 'Shop', expected 2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'",
                "apps/shop/score.yaml:5: metadata.annotations[\"slipway.dev/replica\"]: the annotation 'slipway.dev/replica' is unknown, did you mean 'slipway.dev/replicas'?",
                "apps/shop/score.yaml:9: service.ports.www.port: is the number 99999, expected a whole number from 1 to 65535, without quotes",
                "apps/shop/score.yaml:11: containers.web.image: is missing, expected the name of an image, or '.' for one that is built or given when deploying; add it",
                "apps/shop/score.yaml:12: containers.web.imge: the key 'imge' is unknown, did you mean 'image'?",
                "apps/shop/score.yaml:14: containers.web.variables.ONE: is the number 1, expected text; put it in quotes: \"1\"",
                "apps/shop/score.yaml:15: containers.web.variables.TWO: the placeholder '${resources.nothing}' names the resource 'nothing', which resources does not have; expected db",
                "apps/shop/score.yaml:21: containers.web.files[\"/etc/app.conf\"].content: the placeholder '${metadata.nobody}' asks for 'nobody', which metadata does not have; expected one of annotations, name",
                "apps/shop/score.yaml:24: containers.web.resources.limits.cpu: is the number 0.5, expected processors, such as \"2\", \"0.5\" or \"250m\"; put it in quotes: \"0.5\"",
                "apps/shop/score.yaml:26: resources.db.type: is missing, expected 2 to 63 letters, digits and '-', not starting or ending with '-'; add it",
                "apps/shop/score.yaml:27: resources.db.kind: the key 'kind' is unknown, expected one of class, id, metadata, params, type",
            ],
            problems);
    }

    [Fact]
    public void The_problems_of_several_files_come_together()
    {
        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.ReadAll(
            [new WorkloadSource("nowhere/b.yaml"), new WorkloadSource("Samples/full.yaml"), new WorkloadSource("nowhere/a.yaml")]));

        Assert.Equal(["nowhere/b.yaml", "nowhere/a.yaml"], exception.Problems.Select(problem => problem.File));
    }
}

using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class ContainerTests
{
    [Theory]
    [InlineData("imgae: x", "imgae: the key 'imgae' is unknown, did you mean 'image'?")]
    [InlineData("command: sh", "command: is the text 'sh', expected a list of texts")]
    [InlineData("command: [a, 5]", "command[1]: is the number 5, expected text; put it in quotes: \"5\"")]
    [InlineData("args: [{}]", "args[0]: is a map, expected text")]
    [InlineData("variables: [A=b]", "variables: is a list, expected a map")]
    [InlineData("variables: { A: true }", "variables.A: is the flag true, expected text; put it in quotes: \"true\"")]
    [InlineData("variables: { A: }", "variables.A: is empty, expected text; give it a value, \"\" for an empty one, or remove the key")]
    [InlineData("variables: { A=B: x }", "variables[\"A=B\"]: the name 'A=B' is not allowed, expected a name without '='")]
    [InlineData("variables: { '': x }", "variables[\"\"]: the name '' is not allowed, expected a name without '='")]
    [InlineData("files: text", "files: is the text 'text', expected a map")]
    [InlineData("files: { /f: text }", "files[\"/f\"]: is the text 'text', expected a map")]
    [InlineData("files: { /f: {} }", "files[\"/f\"].content: is missing, expected exactly one of source, content and binaryContent; add one")]
    [InlineData("files: { /f: { content: a, source: b } }", "files[\"/f\"].content: is given together with source, expected exactly one of source, content and binaryContent; remove the others", "files[\"/f\"].source")]
    [InlineData("files: { /f: { content: [a] } }", "files[\"/f\"].content: is a list, expected text")]
    [InlineData("files: { /f: { content: a, mode: '999' } }", "files[\"/f\"].mode: is '999', expected three octal digits after an optional 0, such as \"0640\"")]
    [InlineData("files: { /f: { content: a, mode: 0640 } }", "files[\"/f\"].mode: is the number 0640, expected three octal digits after an optional 0, such as \"0640\"; put it in quotes: \"0640\"")]
    [InlineData("files: { /f: { content: a, noExpand: 'true' } }", "files[\"/f\"].noExpand: is the text 'true', expected true or false, without quotes")]
    [InlineData("files: { /f: { content: a, target: /g } }", "files[\"/f\"].target: the key 'target' is unknown, expected one of binaryContent, content, mode, noExpand, source")]
    [InlineData("files: { /f: { binaryContent: '*' } }", "files[\"/f\"].binaryContent: is not base64, expected standard base64 (RFC 4648, section 4); encode it with 'base64 -w0 <file>'")]
    [InlineData("files: { /f: { source: /etc/passwd } }", "files[\"/f\"].source: is '/etc/passwd', expected a path inside the folder of the Score file; copy the file there")]
    [InlineData("files: { /f: { source: a/../../b } }", "files[\"/f\"].source: is 'a/../../b', expected a path inside the folder of the Score file; copy the file there")]
    [InlineData("files: { /f: { source: none.conf } }", "files[\"/f\"].source: is 'none.conf': the file does not exist; check the path")]
    [InlineData("files: { '': { content: a } }", "files[\"\"]: the name '' is not allowed, expected the path in the container")]
    [InlineData("files: [{ content: a }]", "files[0].target: is missing, expected the path in the container")]
    [InlineData("files: [{ target: /f, content: a }, { target: /f, content: b }]", "files[1].target: is '/f' a second time; remove one of them")]
    [InlineData("files: [text]", "files[0]: is the text 'text', expected a map with a target")]
    [InlineData("volumes: { /v: {} }", "volumes[\"/v\"].source: is missing, expected a volume, such as '${resources.data}'; add it")]
    [InlineData("volumes: { /v: { source: a, readOnly: 1 } }", "volumes[\"/v\"].readOnly: is the number 1, expected true or false, without quotes")]
    [InlineData("volumes: { /v: { source: a, read_only: true } }", "volumes[\"/v\"].read_only: the key 'read_only' is unknown, did you mean 'readOnly'?")]
    [InlineData("volumes: { /v: { source: a, path: 5 } }", "volumes[\"/v\"].path: is the number 5, expected text; put it in quotes: \"5\"")]
    [InlineData("volumes: [{ source: a }]", "volumes[0].target: is missing, expected the path in the container")]
    [InlineData("resources: { limit: {} }", "resources.limit: the key 'limit' is unknown, did you mean 'limits'?")]
    [InlineData("resources: { limits: { gpu: '1' } }", "resources.limits.gpu: the key 'gpu' is unknown, did you mean 'cpu'?")]
    [InlineData("readinessProbe: {}", "readinessProbe: checks nothing, expected httpGet or exec; add one")]
    [InlineData("readinessProbe: { tcp: {}, exec: { command: [a] } }", "readinessProbe.tcp: the key 'tcp' is unknown, expected one of exec, httpGet")]
    [InlineData("livenessProbe: { exec: {} }", "livenessProbe.exec.command: is missing, expected a list of texts; add it")]
    [InlineData("livenessProbe: { exec: { command: [] } }", "livenessProbe.exec.command: is empty, expected the command and its arguments; add them")]
    [InlineData("livenessProbe: { httpGet: { path: / } }", "livenessProbe.httpGet.port: is missing, expected a whole number from 1 to 65535; add it")]
    [InlineData("livenessProbe: { httpGet: { port: 80 } }", "livenessProbe.httpGet.path: is missing, expected a path, such as '/healthz'; add it")]
    [InlineData("livenessProbe: { httpGet: { port: 80, path: /, scheme: http } }", "livenessProbe.httpGet.scheme: is 'http', did you mean 'HTTP'?")]
    [InlineData("livenessProbe: { httpGet: { port: 80, path: /, host: '' } }", "livenessProbe.httpGet.host: is '', expected a host name")]
    [InlineData("livenessProbe: { httpGet: { port: 80, path: /, interval: 5 } }", "livenessProbe.httpGet.interval: the key 'interval' is unknown, expected one of host, httpHeaders, path, port, scheme")]
    [InlineData("livenessProbe: { httpGet: { port: 80, path: /, httpHeaders: {} } }", "livenessProbe.httpGet.httpHeaders: is a map, expected a list of maps")]
    [InlineData("livenessProbe: { httpGet: { port: 80, path: /, httpHeaders: [{ name: 'a b', value: c }] } }", "livenessProbe.httpGet.httpHeaders[0].name: is 'a b', expected letters, digits, '_' and '-'")]
    [InlineData("livenessProbe: { httpGet: { port: 80, path: /, httpHeaders: [{ name: a }] } }", "livenessProbe.httpGet.httpHeaders[0].value: is missing, expected text that is not empty; add it")]
    [InlineData("before: [web]", "before: is a list, expected a map")]
    [InlineData("before: { web: { ready: started } }", "before.web: the container 'web' cannot start before itself; remove it")]
    [InlineData("before: { wbe: {} }", "before.wbe.ready: is missing, expected one of started, healthy, complete; add it", "before.wbe")]
    public void What_a_container_cannot_have_is_refused(string line, string expected, string? alsoAt = null)
    {
        var problems = Score.Problems(Score.Container(line));

        Assert.Contains($"{Score.File}:12: containers.web.{expected}", problems);
        Assert.All(problems, problem => Assert.True(problem.EndsWith(expected, StringComparison.Ordinal) || (alsoAt is not null && problem.Contains(alsoAt, StringComparison.Ordinal)), problem));
    }

    [Fact]
    public void A_container_without_an_image_is_refused() =>
        Assert.Equal(
            "apps/shop/score.yaml:6: containers.web.image: is '', expected the name of an image, or '.' for one that is built or given when deploying",
            Score.Problem(Score.Top("").Replace("shop:1", "''")));

    [Fact]
    public void A_workload_without_containers_is_refused() =>
        Assert.Equal(
            "apps/shop/score.yaml:1: containers: is empty, expected at least one container; add one",
            Score.Problem("{ apiVersion: score.dev/v1b1, metadata: { name: shop }, containers: {} }"));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1000")]
    [InlineData("0.24", "240")]
    [InlineData("1.0005", "1000.5")]
    [InlineData("250m", "250")]
    [InlineData("1000m", "1000")]
    public void Processors_are_counted_in_thousandths(string cpu, string expected)
    {
        var container = Score.Read(Score.Container($"resources: {{ requests: {{ cpu: \"{cpu}\" }} }}")).Containers[0];

        Assert.Equal(decimal.Parse(expected), container.Requests.CpuMillicores);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("128974848", 128974848)]
    [InlineData("1K", 1000)]
    [InlineData("1Ki", 1024)]
    [InlineData("125M", 125_000_000)]
    [InlineData("64Mi", 67_108_864)]
    [InlineData("1.5Gi", 1_610_612_736)]
    [InlineData("0.5G", 500_000_000)]
    [InlineData("2T", 2_000_000_000_000)]
    [InlineData("2Ti", 2_199_023_255_552)]
    [InlineData("3P", 3_000_000_000_000_000)]
    [InlineData("1Pi", 1_125_899_906_842_624)]
    [InlineData("1E", 1_000_000_000_000_000_000)]
    [InlineData("7Ei", 8_070_450_532_247_928_832)]
    [InlineData("0.0001K", 1)]
    [InlineData("1.1", 2)]
    public void Memory_is_counted_in_bytes(string memory, long expected)
    {
        var container = Score.Read(Score.Container($"resources: {{ limits: {{ memory: \"{memory}\" }} }}")).Containers[0];

        Assert.Equal(expected, container.Limits.MemoryBytes);
    }

    [Theory]
    [InlineData("cpu", "", "is '', expected processors, such as \"2\", \"0.5\" or \"250m\"")]
    [InlineData("cpu", "m", "is 'm', expected processors, such as \"2\", \"0.5\" or \"250m\"")]
    [InlineData("cpu", ".5", "is '.5', expected processors, such as \"2\", \"0.5\" or \"250m\"")]
    [InlineData("cpu", "0.5m", "is '0.5m', expected processors, such as \"2\", \"0.5\" or \"250m\"")]
    [InlineData("cpu", "-1", "is '-1', expected processors, such as \"2\", \"0.5\" or \"250m\"")]
    [InlineData("cpu", "99999999999999999999999999999999999999", "is '99999999999999999999999999999999999999', which is more than can be counted; make it smaller")]
    [InlineData("memory", "0", "is '0', expected bytes with an optional K, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei, such as \"256Mi\" or \"1.5Gi\"")]
    [InlineData("memory", "i", "is 'i', expected bytes with an optional K, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei, such as \"256Mi\" or \"1.5Gi\"")]
    [InlineData("memory", "5i", "is '5i', expected bytes with an optional K, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei, such as \"256Mi\" or \"1.5Gi\"")]
    [InlineData("memory", "64MB", "is '64MB', expected bytes with an optional K, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei, such as \"256Mi\" or \"1.5Gi\"")]
    [InlineData("memory", "8Ei", "is '8Ei', which is more than can be counted; make it smaller")]
    [InlineData("memory", "999999999999999999999999999999999999999999E", "is '999999999999999999999999999999999999999999E', which is more than can be counted; make it smaller")]
    public void A_quantity_that_is_none_is_refused(string key, string value, string expected) =>
        Assert.Equal(
            $"{Score.File}:12: containers.web.resources.limits.{key}: {expected}",
            Score.Problem(Score.Container($"resources: {{ limits: {{ {key}: \"{value}\" }} }}")));

    private static string Ordered(string one, string two, string three) => $$"""
        apiVersion: score.dev/v1b1
        metadata: { name: shop }
        containers:
          one: { image: a, before: {{one}} }
          two: { image: a, before: {{two}} }
          three: { image: a, before: {{three}}, livenessProbe: { exec: { command: [a] } } }
        """;

    [Theory]
    [InlineData("{}", "{}", "{}", "one three two")]
    [InlineData("{ two: { ready: started } }", "{ three: { ready: complete } }", "{}", "one two three")]
    [InlineData("{}", "{}", "{ one: { ready: healthy }, two: { ready: healthy } }", "three one two")]
    public void What_is_before_starts_first_and_the_rest_goes_by_name(string one, string two, string three, string expected) =>
        Assert.Equal(expected, string.Join(' ', Score.Read(Ordered(one, two, three)).StartOrder.Select(container => container.Name)));

    [Fact]
    public void A_container_before_an_unknown_one_is_refused() =>
        Assert.Equal(
            "apps/shop/score.yaml:4: containers.one.before.tow: names the container 'tow', which containers does not have; did you mean 'two'?",
            Score.Problem(Ordered("{ tow: { ready: started } }", "{}", "{}")));

    [Fact]
    public void Waiting_for_health_that_nothing_tells_is_refused() =>
        Assert.Equal(
            "apps/shop/score.yaml:4: containers.one.before.two: waits until 'one' is healthy, which has no probe to tell; add a readinessProbe to 'one' or write 'ready: started'",
            Score.Problem(Ordered("{ two: { ready: healthy } }", "{}", "{}")));

    [Fact]
    public void Containers_that_wait_for_each_other_are_refused_by_name() =>
        Assert.Equal(
            "apps/shop/score.yaml:4: containers.one.before: nothing can start, as each waits for another: one before two before three before one; remove one of them",
            Score.Problem(Ordered("{ two: { ready: started } }", "{ three: { ready: started } }", "{ one: { ready: started } }")));

    [Fact]
    public void A_source_file_with_a_wrong_placeholder_is_named_with_its_own_line()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(folder.FullName, "app.conf"), "one\ntwo ${metadata.nobody}\n");

        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Parse(
            Score.Container("files: { /f: { source: app.conf } }"), Path.Combine(folder.FullName, "score.yaml")));

        folder.Delete(recursive: true);
        Assert.Equal((Path.Combine(folder.FullName, "app.conf"), 2, "containers.web.files[\"/f\"].source"), (exception.Problems[0].File, exception.Problems[0].Line, exception.Problems[0].Path));
    }

    [Fact]
    public void A_source_behind_a_symbolic_link_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "etc"), "/etc");

        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Parse(
            Score.Container("files: { /f: { source: etc/passwd } }"), Path.Combine(folder.FullName, "score.yaml")));

        folder.Delete(recursive: true);
        Assert.Equal(
            "is 'etc/passwd', where 'etc' is a symbolic link, which may lead out of the folder of the Score file; copy the file there",
            Assert.Single(exception.Problems).Message);
    }
}

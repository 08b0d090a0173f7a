using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class CatalogTests
{
    private static Workload Workload(string name, string resources, string ports = "{}") => WorkloadReader.Parse($$"""
        apiVersion: score.dev/v1b1
        metadata:
          name: {{name}}
        service: { ports: {{ports}} }
        containers: { web: { image: . } }
        resources:
          {{resources.Replace("\n", "\n  ")}}
        """, $"apps/{name}/score.yaml");

    private static string Problem(params Workload[] workloads) =>
        Assert.Single(Assert.Throws<WorkloadException>(() => WorkloadCatalog.Create(workloads)).Problems).ToString();

    [Fact]
    public void Two_workloads_of_one_name_are_refused()
    {
        var first = Workload("shop", "{}");

        Assert.Equal(
            "other/score.yaml:3: metadata.name: is 'shop', which is also the name in apps/shop/score.yaml:3; rename one of them",
            Problem(first, first with { File = "other/score.yaml" }));
    }

    [Fact]
    public void Workloads_are_ordered_by_name() =>
        Assert.Equal(["aa", "bb"], WorkloadCatalog.Create([Workload("bb", "{}"), Workload("aa", "{}")]).Workloads.Select(workload => workload.Name));

    [Fact]
    public void A_resource_without_an_id_belongs_to_its_workload()
    {
        var catalog = WorkloadCatalog.Create([Workload("one", "db: { type: postgres }"), Workload("two", "db: { type: postgres }")]);

        Assert.Equal(["postgres.default#one.db", "postgres.default#two.db"], catalog.Resources.Select(resource => resource.Identity.ToString()));
        Assert.Equal(["postgres-one-db", "postgres-two-db"], catalog.Resources.Select(resource => resource.Name));
    }

    [Fact]
    public void The_same_identity_in_several_workloads_is_one_resource()
    {
        var one = Workload("one", "db: { type: postgres, class: large, id: main.db, params: { size: 5 } }");
        var two = Workload("two", "store: { type: postgres, class: large, id: main.db, metadata: { team: blue } }");

        var catalog = WorkloadCatalog.Create([two, one]);

        var resource = Assert.Single(catalog.Resources);
        Assert.Equal("postgres-large-main-db", resource.Name);
        Assert.Equal(("postgres", "large"), (resource.Type, resource.Class));
        Assert.Equal([("one", "db"), ("two", "store")], resource.Uses.Select(use => (use.Workload.Name, use.Resource.Name)));
        Assert.Equal("5", resource.Params["size"]!.AsTemplate!.LiteralText);
        Assert.Equal("blue", resource.Metadata["team"]!.AsTemplate!.LiteralText);
        Assert.Same(resource, catalog.Resource(one, "db"));
        Assert.Same(resource, catalog.Resource(two, "store"));
    }

    [Theory]
    [InlineData("type: redis, id: ab", "type: redis, id: cd")]
    [InlineData("type: redis, id: ab", "type: redis, id: ab, class: small")]
    [InlineData("type: redis, id: ab", "type: valkey, id: ab")]
    public void Another_type_class_or_id_is_another_resource(string one, string two) =>
        Assert.Equal(2, WorkloadCatalog.Create([Workload("one", $"r1: {{ {one} }}"), Workload("two", $"r1: {{ {two} }}")]).Resources.Length);

    [Theory]
    [InlineData("params: { a: 1, b: [x, { c: true }] }", "params: { b: [x, { c: true }], a: 1 }")]
    [InlineData("params: { a: 1 }", "class: default")]
    [InlineData("metadata: { a: 1 }", "params: { b: 2 }")]
    public void Declarations_of_one_resource_may_say_the_same_or_nothing(string one, string two) =>
        Assert.Single(WorkloadCatalog.Create([
            Workload("one", $"r1: {{ type: redis, id: ab, {one} }}"),
            Workload("two", $"r1: {{ type: redis, id: ab, {two} }}")]).Resources);

    [Theory]
    [InlineData("params", "{ a: 1 }", "{ a: 2 }")]
    [InlineData("params", "{ a: 1 }", "{ a: '1' }")]
    [InlineData("params", "{ a: 1 }", "{}")]
    [InlineData("params", "{ a: '${metadata.name}' }", "{ a: '${metadata.name}' }")]
    [InlineData("metadata", "{ a: 1 }", "{ a: 1, b: 2 }")]
    public void Declarations_of_one_resource_that_differ_are_refused(string what, string one, string two) =>
        Assert.Equal(
            $"apps/two/score.yaml:7: resources.r1.{what}: differ from those of the same resource (redis.default#ab) in apps/one/score.yaml:7; make them equal, or give one resource another id",
            Problem(Workload("one", $"r1: {{ type: redis, id: ab, {what}: {one} }}"), Workload("two", $"r1: {{ type: redis, id: ab, {what}: {two} }}")));

    [Fact]
    public void References_mean_the_same_if_they_name_the_same_resource()
    {
        var one = Workload("one", "r1: { type: redis, id: ab, params: { h: '${resources.n1.host}' } }\nn1: { type: dns, id: shared }");
        var two = Workload("two", "r2: { type: redis, id: ab, params: { h: '${resources.n2.host}' } }\nn2: { type: dns, id: shared }");

        var catalog = WorkloadCatalog.Create([one, two]);

        Assert.Equal(["dns.default#shared", "redis.default#ab"], catalog.Resources.Select(resource => resource.Identity.ToString()));
    }

    [Fact]
    public void References_of_one_text_that_name_different_resources_differ()
    {
        const string resources = "r1: { type: redis, id: ab, params: { h: '${resources.n1.host}' } }\nn1: { type: dns }";

        Assert.StartsWith("apps/two/score.yaml:7: resources.r1.params: differ from", Problem(Workload("one", resources), Workload("two", resources)), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_deployed_resources_that_would_be_equal_are_refused() =>
        Assert.Equal(
            "apps/shop/score.yaml:7: resources.api-db: would be deployed as 'postgres-shop-api-db', which is also the name of postgres.default#shop-api.db; give one of them an id of its own",
            Problem(Workload("shop", "api-db: { type: postgres }"), Workload("shop-api", "db: { type: postgres }")));

    [Fact]
    public void What_parameters_refer_to_is_provisioned_first()
    {
        var catalog = WorkloadCatalog.Create([
            Workload("aa", "a1: { type: x1, params: { deep: [{ er: '${resources.z1.out}' }] } }\nz1: { type: x2, params: { of: '${resources.shared}' } }\nshared: { type: x3, id: shared }"),
            Workload("bb", "b1: { type: x0 }"),
        ]);

        Assert.Equal(["x0-bb-b1", "x3-shared", "x2-aa-z1", "x1-aa-a1"], catalog.Resources.Select(resource => resource.Name));
    }

    [Fact]
    public void Resources_that_refer_to_each_other_are_refused_by_name() =>
        Assert.Equal(
            "apps/shop/score.yaml:7: resources.r1.params: cannot be provisioned, as each refers to another's outputs: x1.default#shop.r1 -> x1.default#shop.r2 -> x1.default#shop.r1; remove one of the placeholders",
            Problem(Workload("shop", "r1: { type: x1, params: { a: '${resources.r2.out}' } }\nr2: { type: x1, params: { a: '${resources.r1.out}' } }")));

    [Fact]
    public void A_resource_that_refers_to_itself_is_refused_by_name() =>
        Assert.Equal(
            "apps/shop/score.yaml:7: resources.r1.params: cannot be provisioned, as each refers to another's outputs: x1.default#shop.r1 -> x1.default#shop.r1; remove one of the placeholders",
            Problem(Workload("shop", "r1: { type: x1, params: { a: '${resources.r1.out}' } }")));

    [Theory]
    [InlineData("www")]
    [InlineData("80")]
    [InlineData("\"80\"")]
    public void A_service_port_is_found_by_name_or_number(string port)
    {
        var shop = Workload("shop", "{}", "{ www: { port: 80, targetPort: 8080 } }");

        var catalog = WorkloadCatalog.Create([shop, Workload("web", $"shop: {{ type: service-port, params: {{ workload: shop, port: {port} }} }}")]);

        Assert.Equal(new ServicePortTarget(shop, shop.Ports[0]), catalog.Resources[0].ServicePort);
    }

    [Theory]
    [InlineData("params: { workload: shpo, port: www }", ".workload: is 'shpo', but there is no such workload; did you mean 'shop'?")]
    [InlineData("params: { workload: shop, port: ww }", ".port: is 'ww', which the workload 'shop' does not have under service.ports; did you mean 'www'?")]
    [InlineData("params: { workload: shop, port: 8080 }", ".port: is '8080', which the workload 'shop' does not have under service.ports; expected www")]
    [InlineData("params: { workload: shop }", ".port: is missing, expected the name or number of a port of its service; add it")]
    [InlineData("params: { workload: [shop], port: www }", ".workload: is no text, expected the name of a workload")]
    [InlineData("params: { workload: '${resources.shop.hostname}', port: www }", ".workload: is '${resources.shop.hostname}', expected the name of a workload, known before anything is provisioned")]
    public void A_service_port_that_leads_nowhere_is_refused(string parameters, string expected)
    {
        var exception = Assert.Throws<WorkloadException>(() => WorkloadCatalog.Create([
            Workload("shop", "{}", "{ www: { port: 80, targetPort: 8080 } }"),
            Workload("web", $"shop: {{ type: service-port, {parameters} }}"),
        ]));

        Assert.Contains($"apps/web/score.yaml:7: resources.shop.params{expected}", exception.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_service_port_without_parameters_is_asked_for_both()
    {
        var exception = Assert.Throws<WorkloadException>(() => WorkloadCatalog.Create([Workload("web", "shop: { type: service-port }")]));

        Assert.Equal(["resources.shop.params.workload", "resources.shop.params.port"], exception.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void An_unknown_type_is_left_to_the_target()
    {
        var catalog = WorkloadCatalog.Create([Workload("shop", "odd: { type: Something-Odd }")]);

        Assert.Equal("something-odd-shop-odd", catalog.Resources[0].Name);
        Assert.Null(ResourceTypes.Find("Something-Odd"));
    }

    [Fact]
    public void A_catalogue_is_read_from_files() =>
        Assert.Equal(["everything-01", "hi"], WorkloadCatalog.Read([new("Samples/minimal.yaml"), new("Samples/full.yaml")]).Workloads.Select(workload => workload.Name));

    [Theory]
    [InlineData("postgres", "password", true)]
    [InlineData("postgres", "host", false)]
    [InlineData("mongodb", "connection", true)]
    [InlineData("s3", "secret_key", true)]
    [InlineData("s3", "bucket", false)]
    public void Known_types_say_which_outputs_are_secret(string type, string output, bool expected)
    {
        Assert.Equal(expected, ResourceTypes.Find(type)!.IsSecret(output));
        Assert.All(ResourceTypes.All, known => Assert.Subset(known.Outputs.ToHashSet(), known.SecretOutputs.ToHashSet()));
    }
}

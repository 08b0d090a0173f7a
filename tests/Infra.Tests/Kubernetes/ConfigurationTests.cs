using Newtonsoft.Json.Linq;

namespace Infra.Tests.Kubernetes;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("DB")]
    [InlineData("KEY")]
    public async Task A_variable_with_anything_secret_in_it_is_a_reference_to_a_secret(string variable)
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var found = cluster.Variable("shop-blue-deployment", "api", variable)!;
        Assert.Null(found["value"]);
        var secret = cluster["shop-blue-secret"];
        Assert.Equal((string)secret.SelectToken("metadata.name")!, (string)found.SelectToken("valueFrom.secretKeyRef.name")!);
        Assert.Contains("secret-of-", (string)secret["stringData"]![(string)found.SelectToken("valueFrom.secretKeyRef.key")!]!);
    }

    [Fact]
    public async Task A_variable_put_together_of_secret_and_open_parts_is_kept_whole()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.Equal(
            "postgres://postgres_shared:secret-of-postgres-shared-password@postgres:5432/postgres_shared",
            (string)cluster["shop-blue-secret"].SelectToken("stringData['api.DB']")!);
    }

    [Fact]
    public async Task What_is_not_secret_stands_where_a_reader_looks_for_it()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.Equal("test", (string)cluster.Variable("shop-blue-deployment", "api", "MODE")!["value"]!);
        Assert.Equal("redis-shop-cache:6379", (string)cluster.Variable("shop-blue-deployment", "api", "CACHE")!["value"]!);
        Assert.Equal("s3-shop-files", (string)cluster.Variable("shop-blue-deployment", "api", "BUCKET")!["value"]!);
    }

    [Fact]
    public async Task Secrets_are_nowhere_but_in_secrets()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.All(cluster.All.Where(resource => !resource.Type.EndsWith(":Secret", StringComparison.Ordinal) && !resource.Type.StartsWith("random:", StringComparison.Ordinal)), resource =>
        {
            // An access key's id is no secret, though it is made at random.
            var text = resource.Inputs.ToString().Replace("secret-of-s3-shop-files-key-id", "", StringComparison.Ordinal);
            Assert.DoesNotContain("secret-of-", text);
        });
        Assert.All(cluster.OfKind("Secret"), secret => Assert.True((bool?)secret.Inputs["immutable"]));
        Assert.All(cluster.OfKind("ConfigMap"), map => Assert.True((bool?)map.Inputs["immutable"]));
    }

    [Fact]
    public async Task Files_are_mounted_one_by_one_read_only_from_where_their_content_may_be()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var volumes = cluster["shop-blue-deployment"].SelectTokens("spec.template.spec.volumes[*]").ToDictionary(volume => (string)volume["name"]!);
        JToken Mount(string path) => cluster.Container("shop-blue-deployment", "api")["volumeMounts"]!.First(mount => (string)mount["mountPath"]! == path);
        Assert.All(new[] { "/etc/shop/plain.json", "/etc/shop/mixed.ini", "/etc/shop/logo.bin" }, path => Assert.True((bool)Mount(path)["readOnly"]!));

        var texts = cluster["shop-blue-texts"];
        Assert.Equal("""{"mode":"test"}""", (string)texts["data"]![(string)Mount("/etc/shop/plain.json")["subPath"]!]!);
        Assert.Equal("AAECAw==", (string)texts["binaryData"]![(string)Mount("/etc/shop/logo.bin")["subPath"]!]!);
        Assert.Equal((string)texts.SelectToken("metadata.name")!, (string)volumes[(string)Mount("/etc/shop/plain.json")["name"]!].SelectToken("configMap.name")!);

        var secret = cluster["shop-blue-secret"];
        var key = (string)Mount("/etc/shop/mixed.ini")["subPath"]!;
        Assert.Contains("password=secret-of-postgres-shared-password", (string)secret["stringData"]![key]!);
        var volume = volumes[(string)Mount("/etc/shop/mixed.ini")["name"]!];
        Assert.Equal((string)secret.SelectToken("metadata.name")!, (string)volume.SelectToken("secret.secretName")!);
        Assert.Equal(Convert.ToInt32("600", 8), (int)volume.SelectToken($"secret.items[?(@.key == '{key}')].mode")!);
    }

    [Theory]
    [InlineData("""{"mode":"${resources.env.MODE}"}""", "{}", "shop-blue-texts")]
    [InlineData("password=${resources.db.password}", "word=${resources.db.password}", "shop-blue-secret")]
    public async Task Changed_content_is_an_object_of_another_name_and_starts_new_pods(string before, string after, string changed)
    {
        var old = await Cluster.DeclareAsync(Scores.All);
        var cluster = await Cluster.DeclareAsync(Scores.Shop.Replace(before, after), Scores.Stock, Scores.Keeper, Scores.Nightly);

        string Name(Cluster of, string resource) => (string)of[resource].SelectToken("metadata.name")!;
        string Hash(Cluster of, string workload) => (string)of[$"{workload}-blue-deployment"].SelectToken("spec.template.metadata.annotations['slipway.dev/configuration']")!;
        Assert.NotEqual(Name(old, changed), Name(cluster, changed));
        Assert.NotEqual(Hash(old, "shop"), Hash(cluster, "shop"));
        Assert.Equal(Hash(old, "stock"), Hash(cluster, "stock"));
        Assert.Single(new[] { "shop-blue-texts", "shop-blue-secret" }, resource => Name(old, resource) != Name(cluster, resource));
    }

    [Fact]
    public async Task Each_slot_has_configuration_of_its_own()
    {
        var cluster = await Cluster.DeclareAsync([("releases", """{"shop":{"stable":"blue","slots":{"blue":{"weight":100,"kept":true},"green":{"weight":0}}}}""")], Scores.All);

        Assert.NotEqual((string)cluster["shop-blue-secret"].SelectToken("metadata.name")!, (string)cluster["shop-green-secret"].SelectToken("metadata.name")!);
        Assert.Equal(
            (string)cluster["shop-green-secret"].SelectToken("metadata.name")!,
            (string)cluster.Variable("shop-green-deployment", "api", "DB")!.SelectToken("valueFrom.secretKeyRef.name")!);
    }
}

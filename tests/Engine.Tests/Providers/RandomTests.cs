using Pulumi.Offline;
using Slipway.Engine.Providers;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Providers;

public sealed class RandomTests
{
    [Fact]
    public async Task A_password_has_the_asked_characters_and_is_secret()
    {
        var outputs = await MakeAsync("random:index/randomPassword:RandomPassword", ("length", new PropertyValue.Number(20)), ("minNumeric", new PropertyValue.Number(15)), ("special", new PropertyValue.Bool(false)));

        var password = ((PropertyValue.Text)Assert.IsType<PropertyValue.Secret>(outputs["result"]).Value).Value;

        Assert.Equal(20, password.Length);
        Assert.True(password.Count(char.IsAsciiDigit) >= 15);
        Assert.DoesNotContain(password, character => !char.IsAsciiLetterOrDigit(character));
        Assert.StartsWith("$2a$10$", ((PropertyValue.Text)Assert.IsType<PropertyValue.Secret>(outputs["bcryptHash"]).Value).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bcrypt_hash_is_the_published_one()
    {
        // Test vector of the crypt_blowfish distribution; its salt text stands for sixteen bytes.
        byte[] salt = [0x10, 0x41, 0x04, 0x10, 0x41, 0x04, 0x10, 0x41, 0x04, 0x10, 0x41, 0x04, 0x10, 0x41, 0x04, 0x10];

        Assert.Equal("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", Bcrypt.Hash("U*U", salt, cost: 5));
    }

    [Fact]
    public async Task An_id_is_the_same_bytes_in_each_notation()
    {
        var outputs = await MakeAsync("random:index/randomId:RandomId", ("byteLength", new PropertyValue.Number(4)), ("prefix", Text("p-")));

        var hex = ((PropertyValue.Text)outputs["hex"]!).Value;

        Assert.Equal(Convert.ToBase64String(Convert.FromHexString(hex[2..])), ((PropertyValue.Text)outputs["b64Std"]!).Value[2..]);
    }

    [Theory]
    [InlineData("random:index/randomInteger:RandomInteger")]
    [InlineData("random:index/randomUuid:RandomUuid")]
    [InlineData("random:index/randomBytes:RandomBytes")]
    [InlineData("random:index/randomPet:RandomPet")]
    [InlineData("random:index/randomShuffle:RandomShuffle")]
    [InlineData("random:index/randomString:RandomString")]
    public async Task Each_kind_is_made_once_and_kept(string type)
    {
        var stack = new Fixture();
        await stack.UpAsync(Body);
        var first = (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "r");

        await stack.UpAsync(Body);

        Assert.Equal(first.Outputs, (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "r").Outputs);

        Task Body(Program program) => program.ThingAsync(
            "r",
            Inputs(("min", new PropertyValue.Number(1)), ("max", new PropertyValue.Number(5)), ("length", new PropertyValue.Number(3)), ("inputs", new PropertyValue.List([Text("x"), Text("y")]))),
            [],
            wanted => wanted with { Type = type });
    }

    [Fact]
    public async Task Changed_keepers_make_a_new_value()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Body(program, "1"));

        var plan = await stack.PreviewAsync(program => Body(program, "2"));

        Assert.Equal("CreateReplacement r, Replace r, DeleteReplaced r", Fixture.Show(plan));

        static Task Body(Program program, string keeper) => program.ThingAsync(
            "r", Inputs(("keepers", Inputs(("k", Text(keeper))))), [], wanted => wanted with { Type = "random:index/randomUuid:RandomUuid" });
    }

    [Theory]
    [InlineData("random:index/randomInteger:RandomInteger")]
    [InlineData("random:index/randomShuffle:RandomShuffle")]
    public async Task A_seed_gives_the_same_value_each_time(string type)
    {
        (string, PropertyValue)[] inputs =
        [
            ("seed", Text("a seed")), ("min", new PropertyValue.Number(1)), ("max", new PropertyValue.Number(1_000_000)),
            ("inputs", new PropertyValue.List([.. Enumerable.Range(0, 20).Select(number => Text($"{number}"))])),
        ];

        Assert.Equal(await MakeAsync(type, inputs), await MakeAsync(type, inputs));
    }

    [Fact]
    public async Task Values_that_Pulumi_made_from_a_seed_or_keepers_stay_though_others_would_be_made_here()
    {
        const string file = "random.json";
        var stack = new Fixture
        {
            Store = new MemoryStore { Checkpoint = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "State", "Exported", file)) },
            Project = "shop",
            Stack = "prod",
        };

        var plan = await stack.PreviewAsync(program => Body(program, "seed of the shop"));
        var reseeded = await stack.PreviewAsync(program => Body(program, "another"));

        Assert.Empty(plan.Problems);
        Assert.False(plan.HasChanges);
        Assert.Equal("CreateReplacement port, Replace port, CreateReplacement zones, Replace zones, DeleteReplaced zones, DeleteReplaced port", Fixture.Show(reseeded));

        static async Task Body(Program program, string seed)
        {
            var root = await program.Monitor.RegisterAsync(new ResourceRegistration { Type = "pulumi:pulumi:Stack", Name = "shop-prod", Custom = false }, default);
            var keepers = Inputs(("generation", Text("1")));
            await Make("randomInteger:RandomInteger", "port", ("seed", Text(seed)), ("min", new PropertyValue.Number(20_000)), ("max", new PropertyValue.Number(30_000)), ("keepers", keepers));
            await Make("randomShuffle:RandomShuffle", "zones", ("seed", Text(seed)), ("resultCount", new PropertyValue.Number(2)), ("inputs", new PropertyValue.List([Text("a"), Text("b"), Text("c")])));
            await Make("randomPet:RandomPet", "name", ("keepers", keepers));

            Task Make(string type, string name, params (string, PropertyValue)[] inputs) => program.Monitor.RegisterAsync(
                new ResourceRegistration { Type = $"random:index/{type}", Name = name, Custom = true, Parent = root.Urn, Version = "4.16.7", Inputs = Inputs(inputs) }, default);
        }
    }

    private static async Task<PropertyValue.Map> MakeAsync(string type, params (string, PropertyValue)[] inputs)
    {
        var stack = new Fixture();
        var result = await stack.UpAsync(program => program.ThingAsync("r", Inputs(inputs), [], wanted => wanted with { Type = type }));
        Assert.True(result.Succeeded);
        return (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "r").Outputs;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Engine.Providers;

/// <summary>
/// The resources of the random package, from the operating system's cryptographic source. Any changed input makes a new
/// value. A <c>seed</c> gives the same value each time here, but not the one the package itself would give.
/// </summary>
public sealed class RandomProvider : IProvider
{
    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Numerals = "0123456789";
    private const string Specials = "!@#$%&*()-_=+[]{}<>:?";

    private static readonly string[] Adverbs = ["boldly", "calmly", "gently", "kindly", "lightly", "mostly", "neatly", "openly", "quickly", "rarely", "safely", "truly"];
    private static readonly string[] Adjectives = ["able", "brave", "bright", "calm", "clever", "eager", "fair", "fond", "glad", "grand", "keen", "kind", "light", "loyal", "merry", "noble", "proud", "quick", "ready", "sharp", "smart", "solid", "steady", "warm", "wise"];
    private static readonly string[] Animals = ["badger", "bear", "beaver", "bison", "crane", "deer", "dolphin", "eagle", "falcon", "finch", "fox", "gull", "hare", "heron", "horse", "ibex", "jay", "lark", "lynx", "marten", "mole", "otter", "owl", "raven", "robin", "seal", "stork", "swan", "trout", "whale", "wolf", "wren"];

    public bool CarriesOut(string type) => Kind(type) is "RandomPassword" or "RandomString" or "RandomId" or "RandomInteger" or "RandomUuid" or "RandomBytes" or "RandomPet" or "RandomShuffle";

    public CheckResult Check(ResourceOperation operation)
    {
        var problems = ImmutableArray.CreateBuilder<CheckProblem>();
        var inputs = operation.Inputs;
        switch (Kind(operation.Type))
        {
            case "RandomPassword" or "RandomString":
                var length = Whole("length", 1, required: true);
                var least = Least(inputs);
                if (length is { } given && least > given && !inputs.ContainsUnknown)
                    problems.Add(new("length", $"is {given}, but minLower, minUpper, minNumeric and minSpecial together ask for {least}. Raise the length."));
                break;
            case "RandomBytes":
                Whole("length", 1, required: true);
                break;
            case "RandomId":
                Whole("byteLength", 1, required: true);
                break;
            case "RandomInteger":
                var min = Whole("min", long.MinValue, required: true);
                var max = Whole("max", long.MinValue, required: true);
                if (min > max) problems.Add(new("min", $"is {min} and greater than max, which is {max}. Exchange them."));
                break;
            case "RandomShuffle":
                if (inputs["inputs"]?.WithoutSecrets() is not (PropertyValue.List or PropertyValue.Unknown)) problems.Add(new("inputs", "is missing: give the list to choose from."));
                break;
            case "RandomUuid" or "RandomPet":
                break;
            default:
                problems.Add(new("", $"the type '{operation.Type}' is not one of the random package."));
                break;
        }

        return new CheckResult(inputs, problems.ToImmutable());

        long? Whole(string name, long least, bool required)
        {
            switch (inputs[name]?.WithoutSecrets())
            {
                case PropertyValue.Unknown:
                    return null;
                case PropertyValue.Number number when number.Value == Math.Floor(number.Value) && number.Value >= least:
                    return (long)number.Value;
                case null when !required:
                    return null;
                case null:
                    problems.Add(new(name, "is missing: give a whole number."));
                    return null;
                default:
                    problems.Add(new(name, $"expected a whole number{(least > long.MinValue ? $" of at least {least}" : "")}."));
                    return null;
            }
        }
    }

    public DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes) =>
        new([.. changes.Select(change => change with { ForcesReplacement = true })]);

    public PropertyValue.Map PlannedOutputs(ResourceOperation operation)
    {
        var outputs = operation.Inputs;
        foreach (var name in SecretOutputs(operation.Type)) outputs = outputs.With(name, new PropertyValue.Secret(PropertyValue.NotYetKnown));
        return outputs;
    }

    public Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken)
    {
        var inputs = (PropertyValue.Map)operation.Inputs.WithoutSecrets();
        var (id, made) = Kind(operation.Type) switch
        {
            "RandomPassword" => Password(inputs),
            "RandomString" => Text(inputs),
            "RandomId" => Id(inputs),
            "RandomInteger" => Integer(inputs),
            "RandomUuid" => Uuid(),
            "RandomBytes" => Bytes(inputs),
            "RandomPet" => Pet(inputs),
            "RandomShuffle" => Shuffle(inputs),
            _ => throw new ProviderException($"the type '{operation.Type}' is not one of the random package"),
        };
        var secret = SecretOutputs(operation.Type);
        var outputs = operation.Inputs;
        foreach (var (name, value) in made) outputs = outputs.With(name, secret.Contains(name) ? new PropertyValue.Secret(value) : value);
        return Task.FromResult(new MadeResource(id, outputs));
    }

    public Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult(operation is { Id: { } id, OldInputs: { } inputs, OldOutputs: { } outputs } ? new ReadResource(id, inputs, outputs) : null);

    public Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken) =>
        // Every change replaces; this is only asked after an interrupted update.
        Task.FromResult(operation.OldOutputs ?? operation.Inputs);

    public Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<CreationTrace> TraceAsync(ResourceOperation operation, ImmutableArray<string> known, CancellationToken cancellationToken) =>
        // A value that was not recorded exists nowhere.
        Task.FromResult(CreationTrace.None);

    public Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) =>
        throw new ProviderException($"function '{call.Token}' is not one of the random package");

    private static string Kind(string type) => type[(type.LastIndexOf(':') + 1)..];

    private static ImmutableArray<string> SecretOutputs(string type) => Kind(type) switch
    {
        "RandomPassword" => ["result", "bcryptHash"],
        "RandomBytes" => ["base64", "hex"],
        _ => [],
    };

    private static (string Id, PropertyValue.Map Outputs) Password(PropertyValue.Map inputs)
    {
        var password = Characters(inputs);
        var hash = Bcrypt.Hash(password, RandomNumberGenerator.GetBytes(16));
        return ("none", WithChoices(inputs).With("result", new PropertyValue.Text(password)).With("bcryptHash", new PropertyValue.Text(hash)));
    }

    private static (string Id, PropertyValue.Map Outputs) Text(PropertyValue.Map inputs)
    {
        var text = Characters(inputs);
        return (text, WithChoices(inputs).With("result", new PropertyValue.Text(text)));
    }

    private static (string Id, PropertyValue.Map Outputs) Id(PropertyValue.Map inputs)
    {
        var bytes = RandomNumberGenerator.GetBytes((int)NumberOf(inputs, "byteLength", 8));
        var prefix = TextOf(inputs, "prefix", "");
        var standard = Convert.ToBase64String(bytes);
        var url = standard.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return (url, PropertyValue.Map.Empty
            .With("b64Std", new PropertyValue.Text(prefix + standard))
            .With("b64Url", new PropertyValue.Text(prefix + url))
            .With("hex", new PropertyValue.Text(prefix + Convert.ToHexStringLower(bytes)))
            .With("dec", new PropertyValue.Text(prefix + new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture))));
    }

    private static (string Id, PropertyValue.Map Outputs) Integer(PropertyValue.Map inputs)
    {
        var min = NumberOf(inputs, "min", 0);
        var max = NumberOf(inputs, "max", 0);
        var result = min + Source(inputs)(max - min + 1);
        return (result.ToString(CultureInfo.InvariantCulture), PropertyValue.Map.Empty.With("result", new PropertyValue.Number(result)));
    }

    private static (string Id, PropertyValue.Map Outputs) Uuid()
    {
        var result = Guid.NewGuid().ToString();
        return (result, PropertyValue.Map.Empty.With("result", new PropertyValue.Text(result)));
    }

    private static (string Id, PropertyValue.Map Outputs) Bytes(PropertyValue.Map inputs)
    {
        var bytes = RandomNumberGenerator.GetBytes((int)NumberOf(inputs, "length", 1));
        return ("none", PropertyValue.Map.Empty
            .With("base64", new PropertyValue.Text(Convert.ToBase64String(bytes)))
            .With("hex", new PropertyValue.Text(Convert.ToHexStringLower(bytes))));
    }

    private static (string Id, PropertyValue.Map Outputs) Pet(PropertyValue.Map inputs)
    {
        var length = (int)NumberOf(inputs, "length", 2);
        var words = new List<string>();
        if (TextOf(inputs, "prefix", "") is { Length: > 0 } prefix) words.Add(prefix);
        for (var adverb = 2; adverb < length; adverb++) words.Add(Pick(Adverbs));
        if (length > 1) words.Add(Pick(Adjectives));
        words.Add(Pick(Animals));
        var separator = TextOf(inputs, "separator", "-");
        return (string.Join(separator, words), PropertyValue.Map.Empty
            .With("length", new PropertyValue.Number(length))
            .With("separator", new PropertyValue.Text(separator)));

        static string Pick(string[] from) => from[RandomNumberGenerator.GetInt32(from.Length)];
    }

    private static (string Id, PropertyValue.Map Outputs) Shuffle(PropertyValue.Map inputs)
    {
        var from = inputs["inputs"] is PropertyValue.List list ? list.Items : [];
        var count = (int)NumberOf(inputs, "resultCount", from.Length);
        var next = Source(inputs);
        var results = new List<PropertyValue>();
        // More than there are: whole rounds after one another, as the package does.
        while (results.Count < count && from.Length > 0)
        {
            var round = from.ToArray();
            for (var index = round.Length - 1; index > 0; index--)
            {
                var other = (int)next(index + 1);
                (round[index], round[other]) = (round[other], round[index]);
            }

            results.AddRange(round.Take(count - results.Count));
        }

        return ("-", PropertyValue.Map.Empty.With("results", new PropertyValue.List([.. results])));
    }

    private static string Characters(PropertyValue.Map inputs)
    {
        var length = (int)NumberOf(inputs, "length", 1);
        var special = TextOf(inputs, "overrideSpecial", "") is { Length: > 0 } given ? given : Specials;
        (bool Allowed, string From, long Least)[] kinds =
        [
            (FlagOf(inputs, "lower"), LowerCase, NumberOf(inputs, "minLower", 0)),
            (FlagOf(inputs, "upper"), UpperCase, NumberOf(inputs, "minUpper", 0)),
            (FlagOf(inputs, "numeric") && FlagOf(inputs, "number"), Numerals, NumberOf(inputs, "minNumeric", 0)),
            (FlagOf(inputs, "special"), special, NumberOf(inputs, "minSpecial", 0)),
        ];
        var all = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.From));
        if (all.Length == 0) throw new ProviderException("lower, upper, numeric and special are all false: allow at least one.");
        var characters = new List<char>(length);
        foreach (var (_, from, least) in kinds)
        {
            for (var taken = 0; taken < least; taken++) characters.Add(from[RandomNumberGenerator.GetInt32(from.Length)]);
        }

        while (characters.Count < length) characters.Add(all[RandomNumberGenerator.GetInt32(all.Length)]);
        var shuffled = characters.ToArray();
        RandomNumberGenerator.Shuffle(shuffled.AsSpan());
        return new string(shuffled);
    }

    private static PropertyValue.Map WithChoices(PropertyValue.Map inputs)
    {
        var outputs = inputs;
        foreach (var name in (ReadOnlySpan<string>)["lower", "upper", "number", "numeric", "special"]) outputs = outputs.With(name, new PropertyValue.Bool(FlagOf(inputs, name)));
        foreach (var name in (ReadOnlySpan<string>)["minLower", "minUpper", "minNumeric", "minSpecial"]) outputs = outputs.With(name, new PropertyValue.Number(NumberOf(inputs, name, 0)));
        return outputs;
    }

    private static long Least(PropertyValue.Map inputs) =>
        NumberOf(inputs, "minLower", 0) + NumberOf(inputs, "minUpper", 0) + NumberOf(inputs, "minNumeric", 0) + NumberOf(inputs, "minSpecial", 0);

    /// <summary>Gives a number from 0 up to a limit, without it; the same ones each time when there is a seed.</summary>
    private static Func<long, long> Source(PropertyValue.Map inputs)
    {
        var seed = TextOf(inputs, "seed", "");
        var count = 0;
        return limit =>
        {
            var bytes = seed.Length == 0
                ? RandomNumberGenerator.GetBytes(16)
                : SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{count++}"))[..16];
            // 128 bits against a limit of 64: what the remainder favours is beyond measure.
            return (long)(new BigInteger(bytes, isUnsigned: true) % limit);
        };
    }

    private static long NumberOf(PropertyValue.Map inputs, string name, long otherwise) =>
        inputs[name]?.WithoutSecrets() is PropertyValue.Number number ? (long)number.Value : otherwise;

    private static string TextOf(PropertyValue.Map inputs, string name, string otherwise) =>
        inputs[name] is PropertyValue.Text text ? text.Value : otherwise;

    private static bool FlagOf(PropertyValue.Map inputs, string name) => inputs[name] is not PropertyValue.Bool { Value: false };
}

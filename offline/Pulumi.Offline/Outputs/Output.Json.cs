using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

public static partial class Output
{
    /// <summary>The value as JSON text; outputs within it are resolved.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> output, JsonSerializerOptions? options = null)
    {
        return new(() => SerializeAsync(output, options));

        static async Task<OutputData<string>> SerializeAsync(Output<T> output, JsonSerializerOptions? options)
        {
            var data = await output.DataTask;
            if (!data.IsKnown)
                return data.AsUnknown<string>();

            var resolver = new NestedOutputs();
            var settings = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
            settings.Converters.Add(resolver);

            // System.Text.Json cannot wait within a value, so the text is written again once what it met has settled.
            while (true)
            {
                var text = JsonSerializer.Serialize(data.Value, settings);
                if (!await resolver.SettleAsync())
                    return data.Then(resolver.Gathering.Give(text));
            }
        }
    }

    /// <summary>The value that the JSON text stands for.</summary>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null) =>
        json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!);

    private sealed class NestedOutputs : JsonConverterFactory
    {
        private readonly Dictionary<object, object?> settled = new(ReferenceEqualityComparer.Instance);
        private readonly List<object> met = [];

        public OutputGathering Gathering { get; } = new();

        public override bool CanConvert(Type typeToConvert) =>
            typeof(IOutput).IsAssignableFrom(typeToConvert) || typeof(IInput).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), this)!;

        /// <summary>Waits for the outputs met since the last call; false when there were none.</summary>
        public async Task<bool> SettleAsync()
        {
            if (met.Count == 0)
                return false;
            foreach (var pending in met.ToArray())
                settled[pending] = await Gathering.TakeAsync(pending as IOutput ?? ((IInput)pending).ToUntypedOutput());
            met.Clear();
            return true;
        }

        private sealed class Converter<T>(NestedOutputs owner) : JsonConverter<T>
            where T : class
        {
            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                throw new NotSupportedException($"{typeToConvert} cannot be read from JSON; read its value's type.");

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            {
                if (owner.settled.TryGetValue(value, out var inner))
                {
                    JsonSerializer.Serialize(writer, inner, inner?.GetType() ?? typeof(object), options);
                    return;
                }

                owner.met.Add(value);
                writer.WriteNullValue();
            }
        }
    }
}

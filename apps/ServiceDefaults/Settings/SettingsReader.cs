using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Slipway.ServiceDefaults;

/// <summary>
/// Fills plain options classes from configuration and collects every problem instead of stopping at the first.
/// The configuration binder of .NET stops at the first value that does not convert and ignores misspelled names.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public object Read(Type type, string path)
    {
        var options = Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} cannot be made.");
        Fill(options, path.Length == 0 ? configuration : configuration.GetSection(path), path);
        return options;
    }

    public T Read<T>(string path) where T : class, new() => (T)Read(typeof(T), path);

    public void Add(string problem) => _problems.Add(problem);

    private void Fill(object options, IConfiguration section, string path)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToArray();
        var before = _problems.Count;
        foreach (var property in properties) FillProperty(options, property, section, Join(path, property.Name));
        if (path.Length > 0) ReportUnknown(properties, section, path);
        if (_problems.Count == before && options is IValidatableObject checkedAsAWhole)
        {
            foreach (var result in checkedAsAWhole.Validate(new ValidationContext(options)))
                _problems.Add($"{Join(path, result.MemberNames.FirstOrDefault() ?? "")} {result.ErrorMessage}");
        }
    }

    private void FillProperty(object options, PropertyInfo property, IConfiguration section, string path)
    {
        var child = section.GetSection(property.Name);
        var before = _problems.Count;
        if (IsList(property.PropertyType, out var element))
        {
            if (child.Exists()) property.SetValue(options, ReadList(child, element, property, path));
        }
        else if (IsSimple(property.PropertyType))
        {
            // An empty variable is how a container says "not set".
            if (!string.IsNullOrEmpty(child.Value) && Convert(child.Value, property.PropertyType, property, path) is { } value)
                property.SetValue(options, value);
        }
        else
        {
            var nested = property.GetValue(options) ?? Activator.CreateInstance(property.PropertyType)!;
            Fill(nested, child, path);
            property.SetValue(options, nested);
        }

        if (_problems.Count == before) Validate(property, property.GetValue(options), path);
    }

    private Array ReadList(IConfigurationSection section, Type element, PropertyInfo property, string path)
    {
        // Either Cors__Origins__0=a, Cors__Origins__1=b or, easier to write in one variable, Cors__Origins=a,b.
        var texts = section.Value is { } line
            ? line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : section.GetChildren().Select(child => child.Value ?? "").ToArray();
        var values = texts.Select(text => Convert(text, element, property, path)).Where(value => value is not null).ToArray();
        var list = Array.CreateInstance(element, values.Length);
        for (var index = 0; index < values.Length; index++) list.SetValue(values[index], index);
        return list;
    }

    private object? Convert(string text, Type type, PropertyInfo property, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            if (type == typeof(string)) return text;
            if (type.IsEnum) return Enum.Parse(type, text, ignoreCase: true);
            return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException or InvalidCastException or NotSupportedException)
        {
            _problems.Add($"{path} is {Shown(property, text)}, expected {Expected(property, type)}. Set {Variable(path)}.");
            return null;
        }
    }

    private void Validate(PropertyInfo property, object? value, string path)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>(inherit: true))
        {
            if (rule.IsValid(value)) continue;
            _problems.Add(rule is RequiredAttribute
                ? $"{path} is missing. Set {Variable(path)}."
                : $"{path} is {Shown(property, value)}, expected {rule switch
                {
                    RangeAttribute => Expected(property, property.PropertyType),
                    _ => rule.ErrorMessage ?? rule.FormatErrorMessage(property.Name),
                }}. Set {Variable(path)}.");
        }
    }

    private void ReportUnknown(PropertyInfo[] properties, IConfiguration section, string path)
    {
        foreach (var child in section.GetChildren())
        {
            if (properties.Any(property => string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase))) continue;
            _problems.Add($"{Join(path, child.Key)} is not a setting of this service. Known here: {string.Join(", ", properties.Select(property => property.Name))}. Remove or correct {Variable(Join(path, child.Key))}.");
        }
    }

    private static string Expected(PropertyInfo property, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (property.GetCustomAttribute<RangeAttribute>() is { } range) return $"{range.Minimum} to {range.Maximum}";
        if (type.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(type));
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(TimeSpan)) return "a duration as hh:mm:ss";
        return type == typeof(int) || type == typeof(long) ? "a whole number" : "a " + type.Name;
    }

    private static string Shown(PropertyInfo property, object? value) =>
        property.IsDefined(typeof(SecretAttribute)) ? "not usable (its value is secret)" : value is null ? "not set" : $"'{value}'";

    private static bool IsSimple(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(TimeSpan) || type == typeof(Uri);
    }

    private static bool IsList(Type type, out Type element)
    {
        element = type.IsArray ? type.GetElementType()! : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : typeof(void);
        return element != typeof(void);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}:{name}";

    private static string Variable(string path) => path.Contains(':') ? path.Replace(":", "__", StringComparison.Ordinal) : path.ToUpperInvariant();
}

using System.Reflection;
using System.Text;
using Xunit.Abstractions;

namespace Pulumi.Offline.Tests;

/// <summary>Compares this SDK's public signatures with a list of the real one's, when one is given.</summary>
public class PublicSurfaceTests(ITestOutputHelper output)
{
    private const string ListVariable = "SLIPWAY_PULUMI_API";

    [Fact]
    public void Every_signature_of_the_real_SDK_is_there()
    {
        if (Environment.GetEnvironmentVariable(ListVariable) is not { } list)
        {
            output.WriteLine($"Nothing compared: set {ListVariable} to a file with one public signature of the Pulumi SDK a line.");
            return;
        }

        var wanted = File.ReadAllLines(list).Where(line => line.StartsWith("Pulumi.", StringComparison.Ordinal) || line.Contains(" Pulumi.")).ToArray();
        var offered = Signatures.Of(typeof(Output).Assembly).ToHashSet(StringComparer.Ordinal);

        var missing = wanted.Where(signature => !offered.Contains(signature)).ToArray();

        output.WriteLine($"{wanted.Length - missing.Length} of {wanted.Length} signatures match.");
        Assert.NotEmpty(wanted);
        Assert.Empty(missing);
    }

    [Fact]
    public void A_signature_is_written_with_its_defaults_and_generic_arguments()
    {
        var offered = Signatures.Of(typeof(Output).Assembly).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Pulumi.Output<T>.Apply<U>(System.Func<T, Pulumi.Input<U>> func) -> Pulumi.Output<U>", offered);
        Assert.Contains("Pulumi.InputAttribute.InputAttribute(string name, bool required = false, bool json = false) -> void", offered);
    }

    private static class Signatures
    {
        private static readonly Dictionary<Type, string> Keywords = new()
        {
            [typeof(void)] = "void",
            [typeof(object)] = "object",
            [typeof(string)] = "string",
            [typeof(bool)] = "bool",
            [typeof(int)] = "int",
            [typeof(double)] = "double",
        };

        public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Of);

        private static IEnumerable<string> Of(Type type)
        {
            var name = Name(type);
            yield return name;

            const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            foreach (var constructor in type.GetConstructors(declared).Where(IsVisible))
                yield return $"{name}.{type.Name.Split('`')[0]}({Parameters(constructor)}) -> void";
            foreach (var field in type.GetFields(declared).Where(field => field.IsPublic && field.IsInitOnly && field.IsStatic))
                yield return $"static readonly {name}.{field.Name} -> {Name(field.FieldType)}";
            foreach (var property in type.GetProperties(declared))
            {
                foreach (var accessor in property.GetAccessors(true).Where(IsVisible))
                {
                    var member = property.GetIndexParameters().Length > 0 ? $"this[{Parameters(property.GetIndexParameters())}]" : property.Name;
                    yield return accessor.ReturnType == typeof(void)
                        ? $"{Prefix(accessor)}{name}.{member}.set -> void"
                        : $"{Prefix(accessor)}{name}.{member}.get -> {Name(property.PropertyType)}";
                }
            }

            foreach (var method in type.GetMethods(declared).Where(IsVisible))
            {
                if (method.Name == "op_Implicit")
                    yield return $"static {name}.implicit operator {Name(method.ReturnType)}({Parameters(method)}) -> {Name(method.ReturnType)}";
                else if (!method.IsSpecialName)
                    yield return $"{Prefix(method)}{name}.{method.Name}{Arguments(method)}({Parameters(method)}) -> {Return(method)}";
            }
        }

        private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

        private static string Prefix(MethodInfo method) =>
            method.IsStatic ? "static " : method.GetBaseDefinition() != method ? "override " : "";

        private static string Arguments(MethodInfo method) =>
            method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

        private static string Return(MethodInfo method) => Name(method.ReturnType, TupleNames(method.ReturnParameter));

        private static string Parameters(MethodBase method)
        {
            var extension = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false) ? "this " : "";
            return extension + Parameters(method.GetParameters());
        }

        private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        {
            var text = new StringBuilder();
            if (parameter.IsDefined(typeof(ParamArrayAttribute), false))
                text.Append("params ");
            if (parameter.IsOut)
                text.Append("out ");
            text.Append(Name(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType));
            text.Append(' ').Append(parameter.Name);
            if (parameter.HasDefaultValue)
                text.Append(" = ").Append(parameter.DefaultValue switch { null => "null", bool flag => flag ? "true" : "false", var other => other });
            return text.ToString();
        }));

        private static Queue<string?>? TupleNames(ParameterInfo parameter) =>
            parameter.GetCustomAttribute<System.Runtime.CompilerServices.TupleElementNamesAttribute>() is { } names ? new(names.TransformNames) : null;

        private static string Name(Type type) => Name(type, null);

        private static string Name(Type type, Queue<string?>? tupleNames)
        {
            if (Keywords.TryGetValue(type, out var keyword))
                return keyword;
            if (type.IsGenericParameter)
                return type.Name;
            if (type.IsArray)
                return Name(type.GetElementType()!) + "[]";
            if (Nullable.GetUnderlyingType(type) is { } underlying)
                return Name(underlying) + "?";
            if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true || (type.IsGenericType && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)))
                return $"({string.Join(", ", TupleItems(type).Select(item => Name(item) + (tupleNames?.Count > 0 && tupleNames.Dequeue() is { } named ? " " + named : "")))})";
            if (!type.IsGenericType)
                return $"{type.Namespace}.{type.Name}";
            return $"{type.Namespace}.{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(argument => Name(argument, tupleNames)))}>";
        }

        /// <summary>The eighth and later items of a tuple are a tuple within it.</summary>
        private static IEnumerable<Type> TupleItems(Type tuple)
        {
            var items = tuple.GetGenericArguments();
            return items.Length == 8 ? items.Take(7).Concat(TupleItems(items[7])) : items;
        }
    }
}

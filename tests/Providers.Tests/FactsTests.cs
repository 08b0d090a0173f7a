using System.Reflection;
using System.Xml.Linq;
using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Tests;

public class FactsTests
{
    public static TheoryData<string> Names => ProviderPackage.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_resource_of_the_facts_has_its_class_with_all_inputs_and_outputs(string name)
    {
        var provider = ProviderPackage.Of(name);
        var classes = provider.Resources();

        Assert.Equal(provider.Facts.Resources.Select(resource => resource.Token).Order(), classes.Keys.Order());
        Assert.All(provider.Facts.Resources, resource =>
        {
            var type = classes[resource.Token];
            var (args, isOptional) = Shapes.Arguments(type);
            Assert.Equal(resource.Name, type.Name);
            Assert.Equal(Wire(resource.Inputs), Shapes.Inputs(args));
            Assert.Equal(Wire(resource.Inputs.Where(input => input.IsRequired)), Shapes.Required(args));
            Assert.Equal(Wire(resource.Outputs), Shapes.Outputs(type));
            Assert.Equal(name == "kubernetes" || !resource.Inputs.Any(input => input.IsRequired), isOptional);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_of_the_facts_is_called_awaited_and_as_an_output(string name)
    {
        var provider = ProviderPackage.Of(name);

        Assert.All(provider.Facts.Functions, function =>
        {
            var type = Assert.Single(provider.Assembly.GetTypes(), type => type.IsAbstract && type.IsSealed && type.IsPublic && type.Name == function.Name && type.GetMethod("InvokeAsync") is not null);
            var result = type.GetMethod("InvokeAsync")!.ReturnType.GetGenericArguments()[0];
            Assert.Equal(2, type.GetMethods(BindingFlags.Static | BindingFlags.Public).Count(method => method.Name == "Invoke"));
            Assert.Equal($"{function.Name}Result", result.Name);
            Assert.Equal(Wire(function.Outputs), Parameters(result));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_nested_output_is_read_by_the_names_on_the_wire(string name)
    {
        var provider = ProviderPackage.Of(name);
        var types = provider.Assembly.GetTypes().Where(type => type.GetCustomAttribute<Pulumi.OutputTypeAttribute>() is not null)
            .ToLookup(type => type.Name, StringComparer.Ordinal);

        Assert.All(provider.Facts.Objects.Where(type => type.Kind is FactObjectKind.ResourceOutput or FactObjectKind.FunctionOutput), nested =>
        {
            var isResult = nested.Kind == FactObjectKind.FunctionOutput && name != "command";
            Assert.Contains(types[nested.Name.Name + (isResult ? "Result" : "")], type => Parameters(type).SequenceEqual(Wire(nested.Properties)));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_version_stands_once(string name)
    {
        var facts = ProviderPackage.Of(name).Facts;
        var id = $"Pulumi.{char.ToUpperInvariant(name[0])}{name[1..]}";

        var pinned = Versions().Single(version => version.Id == id).Version;

        Assert.Equal(pinned, facts.Version);
        Assert.DoesNotContain("Version=", ProviderPackage.Text("Infra.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void Infra_refers_to_the_real_package_of_every_provider()
    {
        var references = XDocument.Parse(ProviderPackage.Text("Infra.csproj")).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);

        Assert.Superset(
            Versions().Select(version => version.Id).Where(id => id.StartsWith("Pulumi.", StringComparison.Ordinal)).ToHashSet(),
            references.ToHashSet());
    }

    private static IEnumerable<(string Id, string Version)> Versions() =>
        from version in XDocument.Parse(ProviderPackage.Text("Directory.Packages.props")).Descendants("PackageVersion")
        select (version.Attribute("Include")!.Value, version.Attribute("Version")!.Value);

    private static string[] Wire(IEnumerable<FactProperty> properties) => [.. properties.Select(property => property.Wire).Order(StringComparer.Ordinal)];

    private static string[] Parameters(Type output) =>
        [.. output.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single().GetParameters().Select(parameter => parameter.Name!).Order(StringComparer.Ordinal)];
}

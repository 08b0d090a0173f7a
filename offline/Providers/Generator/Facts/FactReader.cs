using System.Text.Json;

namespace Slipway.Providers.Generator.Facts;

/// <summary>Reads the lines that extract/extract.mjs writes.</summary>
internal static class FactReader
{
    public static FactPackage Read(IEnumerable<string> lines, string path)
    {
        FactPackage? package = null;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            try
            {
                package = ReadLine(package, line);
            }
            catch (FactException problem)
            {
                throw new FactException($"{path}({number}): {problem.Message}");
            }
        }

        return package ?? throw new FactException($"{path} names no package");
    }

    private static FactPackage ReadLine(FactPackage? package, string line)
    {
        var sections = line.Split(" | ");
        var head = sections[0].Split(' ');
        if (head is ["package", var name, var version])
            return new() { Name = name, Version = version };
        if (package is null)
            throw new FactException("the first line has to name the package");
        switch (head)
        {
            case ["states"]:
                package.HasStates = true;
                break;
            case ["namespace", var module, var space]:
                package.Namespaces[module] = space;
                break;
            case ["provider" or "resource", var token]:
                package.Resources.Add(ReadResource(package.Name, token, sections[1..]) with { IsProvider = head[0] == "provider" });
                break;
            case ["function", var token]:
                var (functionModule, functionName) = SplitToken(package.Name, token);
                package.Functions.Add(new(token, functionModule, Title(functionName), Section(sections, "in"), Section(sections, "out")));
                break;
            case ["input", var type]:
                package.Objects.Add(new(FactObjectKind.ResourceInput, TypeName.Parse(type), Properties(sections[1..])));
                break;
            case ["output", var type]:
                package.Objects.Add(new(FactObjectKind.ResourceOutput, TypeName.Parse(type), Properties(sections[1..])));
                break;
            case ["argument", var type]:
                package.Objects.Add(new(FactObjectKind.FunctionInput, TypeName.Parse(type), Properties(sections[1..])));
                break;
            case ["result", var type]:
                package.Objects.Add(new(FactObjectKind.FunctionOutput, TypeName.Parse(type), Properties(sections[1..])));
                break;
            case ["enum", var type]:
                package.Enums.Add(new(TypeName.Parse(type), [.. sections[1].Split(' ').Select(EnumValue)]));
                break;
            default:
                throw new FactException($"'{sections[0]}' is no fact");
        }

        return package;
    }

    private static FactResource ReadResource(string package, string token, string[] sections)
    {
        var (module, name) = token.StartsWith("pulumi:providers:", StringComparison.Ordinal) ? ("", "Provider") : SplitToken(package, token);
        return new(token, module, name, Section(sections, "in"), Section(sections, "out"))
        {
            HasState = sections.Contains("state"),
            SecretOutputs = Words(sections, "secretOutputs"),
            ReplaceOnChanges = Words(sections, "replaceOnChanges"),
            Aliases = Words(sections, "aliases"),
        };
    }

    /// <summary>The module and the name in a token; the last part of a bridged package's module repeats the name.</summary>
    private static (string Module, string Name) SplitToken(string package, string token)
    {
        if (token.Split(':') is not [_, var path, var name])
            throw new FactException($"'{token}' is no token");
        var module = package == "kubernetes" || !path.Contains('/') ? path : path[..path.LastIndexOf('/')];
        return (module == "index" ? "" : module, name);
    }

    private static string[] Words(string[] sections, string label)
    {
        var section = Array.Find(sections, section => section == label || section.StartsWith(label + " ", StringComparison.Ordinal));
        return section is null ? [] : section.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
    }

    private static FactProperty[] Section(string[] sections, string label) => [.. Words(sections, label).Select(Property)];

    private static FactProperty[] Properties(string[] sections) =>
        [.. sections.SelectMany(section => section.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Property)];

    private static FactProperty Property(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw new FactException($"'{text}' is no property");
        var (name, rest) = (text[..colon], text[(colon + 1)..]);
        var value = rest.IndexOfAny(['=', '^']);
        var (kind, literal) = value < 0 ? (rest, null) : (rest[..value], rest[value..]);
        var type = kind.TrimEnd('!', '?', '~', '*', '&');
        var marks = kind[type.Length..];
        var names = name.Split('>');
        return new(names[0], names.Length > 1 ? names[1] : Title(names[0]), FactType.Parse(type))
        {
            IsRequired = marks.Contains('!'),
            IsOptionalOutput = marks.Contains('?'),
            IsDeprecated = marks.Contains('~'),
            IsSecret = marks.Contains('*'),
            IsJson = marks.Contains('&'),
            Constant = literal is ['=', .. var constant] ? Literal(constant) : null,
            Default = literal is ['^', .. var byDefault] ? Literal(byDefault) : null,
        };
    }

    private static (string Name, string Value) EnumValue(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        return (text[..sign], Literal(text[(sign + 1)..]));
    }

    /// <summary>Texts, numbers and truth values are written in C# as in JSON, once the text is read and written again.</summary>
    private static string Literal(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.String ? CSharp.Text(document.RootElement.GetString()!) : json;
    }

    private static string Title(string name)
    {
        var letters = CSharp.Identifier(name);
        return char.ToUpperInvariant(letters[0]) + letters[1..];
    }
}

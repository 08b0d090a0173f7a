using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Configuration;

/// <summary>Reads the section from the JSON a stack's configuration gives; keeps every problem, so that all are told at once.</summary>
public sealed class PolicySettingsReader(string key)
{
    private static readonly string[] Levels = ["mandatory", "advisory", "disabled"];
    private static readonly string[] Members = ["environment", "levels", "unknown", "regions", "requiredTags", "monthlyBudget", "rules", "exemptions"];
    private static readonly string[] ExemptionMembers = ["rule", "resource", "reason", "owner", "expires"];

    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    /// <param name="json">Null when the stack has no such section.</param>
    public PolicySettings Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return PolicySettings.Default;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Section(document.RootElement) : WrongShape(json);
        }
        catch (JsonException)
        {
            return WrongShape(json);
        }
    }

    /// <summary>Ids that no rule has, once all rules are known.</summary>
    public void CheckRules(PolicySettings settings, IReadOnlyCollection<string> ids)
    {
        foreach (var id in settings.Levels.Keys.Where(id => !ids.Contains(id))) Unknown($"levels.{id}", id);
        for (var index = 0; index < settings.Exemptions.Length; index++)
        {
            var id = settings.Exemptions[index].Rule;
            if (id.Length > 0 && !ids.Contains(id)) Unknown($"exemptions[{index}].rule", id);
        }

        void Unknown(string path, string id) => Problem(path, $"names the rule '{id}', which there is not{Nearest(id, ids)} (`slipway policy list` shows all)");
    }

    private PolicySettings Section(JsonElement section)
    {
        RefuseUnknown(section, Members, "");
        return new PolicySettings
        {
            IsProduction = Choice(section, "environment", ["production", "other"], "other", "") == "production",
            Levels = LevelsOf(section),
            Unknown = LevelOf(Choice(section, "unknown", Levels, "advisory", "")),
            Regions = Texts(section, "regions", []),
            RequiredTags = Texts(section, "requiredTags", PolicySettings.Default.RequiredTags),
            MonthlyBudget = Amount(section, "monthlyBudget"),
            Rules = Texts(section, "rules", []),
            Exemptions = ExemptionsOf(section),
        };
    }

    private ImmutableSortedDictionary<string, Level> LevelsOf(JsonElement section)
    {
        var levels = ImmutableSortedDictionary.CreateBuilder<string, Level>(StringComparer.Ordinal);
        if (!section.TryGetProperty("levels", out var json)) return levels.ToImmutable();
        if (json.ValueKind != JsonValueKind.Object)
        {
            Problem("levels", $"is {Shown(json)}, expected a map from rules to {string.Join(", ", Levels)}");
            return levels.ToImmutable();
        }

        foreach (var level in json.EnumerateObject()) levels[level.Name] = LevelOf(Choice(json, level.Name, Levels, "", "levels."));
        return levels.ToImmutable();
    }

    private ImmutableArray<Exemption> ExemptionsOf(JsonElement section)
    {
        if (!section.TryGetProperty("exemptions", out var json)) return [];
        if (json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
            return [.. json.EnumerateArray().Select(ExemptionOf)];
        Problem("exemptions", $"is {Shown(json)}, expected a list of exemptions, each with {string.Join(", ", ExemptionMembers)}");
        return [];
    }

    private Exemption ExemptionOf(JsonElement json, int index)
    {
        var path = $"exemptions[{index}].";
        RefuseUnknown(json, ExemptionMembers, path);
        var expires = Text(json, "expires", path, "the last day it holds, such as 2027-03-31");
        if (!DateOnly.TryParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && expires.Length > 0)
            Problem($"{path}expires", $"is '{expires}', expected a day such as 2027-03-31");
        return new Exemption(
            Text(json, "rule", path, "the id of a rule"),
            Text(json, "resource", path, "the name or URN of a resource, * for any text"),
            Text(json, "reason", path, "why the finding is accepted"),
            Text(json, "owner", path, "who answers for it"),
            day);
    }

    private string Text(JsonElement json, string name, string path, string what)
    {
        if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())) return value.GetString()!;
        Problem(path + name, value.ValueKind == JsonValueKind.Undefined ? $"is missing, expected {what}" : $"is {Shown(value)}, expected {what}");
        return "";
    }

    private string Choice(JsonElement json, string name, string[] choices, string otherwise, string path)
    {
        if (!json.TryGetProperty(name, out var value)) return otherwise;
        if (value.ValueKind == JsonValueKind.String && choices.Contains(value.GetString())) return value.GetString()!;
        Problem(path + name, $"is {Shown(value)}, expected one of: {string.Join(", ", choices)}");
        return otherwise;
    }

    private ImmutableArray<string> Texts(JsonElement json, string name, ImmutableArray<string> otherwise)
    {
        if (!json.TryGetProperty(name, out var list)) return otherwise;
        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length > 0))
            return [.. list.EnumerateArray().Select(item => item.GetString()!)];
        Problem(name, $"is {Shown(list)}, expected a list of texts");
        return otherwise;
    }

    private decimal? Amount(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) && amount > 0) return amount;
        Problem(name, $"is {Shown(value)}, expected an amount of money above 0");
        return null;
    }

    private void RefuseUnknown(JsonElement json, string[] members, string path)
    {
        foreach (var member in json.EnumerateObject().Where(member => !members.Contains(member.Name)))
            Problem(path + member.Name, $"is not known, expected one of: {string.Join(", ", members)}");
    }

    private PolicySettings WrongShape(string json)
    {
        _problems.Add($"{key} is '{json}', expected a map with any of: {string.Join(", ", Members)}");
        return PolicySettings.Default;
    }

    private void Problem(string path, string problem) => _problems.Add($"{key}.{path} {problem}");

    private static string Nearest(string id, IReadOnlyCollection<string> ids)
    {
        var words = id.Split('-');
        var nearest = ids.Select(known => (Id: known, Shared: known.Split('-').Intersect(words).Count())).Where(known => known.Shared > 0).OrderByDescending(known => known.Shared).ThenBy(known => known.Id, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Id is null ? "" : $"; did you mean '{nearest.Id}'?";
    }

    private static Level LevelOf(string text) => text switch
    {
        "mandatory" => Level.Mandatory,
        "disabled" => Level.Disabled,
        _ => Level.Advisory,
    };

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? $"'{value.GetString()}'" : value.GetRawText();
}

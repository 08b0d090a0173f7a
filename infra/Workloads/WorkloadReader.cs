using System.Text;

namespace Slipway.Infra.Workloads;

/// <summary>Reads Score files (score.dev/v1b1) into workloads.</summary>
/// <remarks>In the order of the reference implementations: overrides, deprecated forms, schema, references.</remarks>
public static class WorkloadReader
{
    /// <summary>Reads one Score file; throws <see cref="WorkloadException"/> with everything that is wrong in it.</summary>
    public static Workload Read(WorkloadSource source) => ReadAll([source])[0];

    /// <summary>Reads several Score files; throws <see cref="WorkloadException"/> with everything that is wrong in any of them.</summary>
    public static IReadOnlyList<Workload> ReadAll(IEnumerable<WorkloadSource> sources)
    {
        var workloads = new List<Workload>();
        var problems = new List<WorkloadProblem>();
        foreach (var source in sources)
        {
            var found = new ProblemLog();
            var document = ReadDocument(source.File, found);
            if (source.Overrides is { } overrides && ReadDocument(overrides, found) is { } above && document is not null)
                document = ScoreOverrides.Merge(document, above);
            if (document is not null && ReadWorkload(document, source.File, found) is { } workload && found.IsEmpty)
                workloads.Add(workload);
            problems.AddRange(found.Sorted());
        }

        return problems.Count == 0 ? workloads : throw new WorkloadException(problems);
    }

    /// <summary>Reads a Score file whose text is at hand; <paramref name="file"/> names it and tells where relative paths start.</summary>
    public static Workload Parse(string text, string file) => Parse(text, file, YamlDocument.MaximumBytes);

    /// <summary>Reads what <see cref="Workload.Description"/> gave; files are in it, so it may be long.</summary>
    public static Workload ParseDescription(string description, string file) => Parse(description, file, int.MaxValue);

    private static Workload Parse(string text, string file, int maximum)
    {
        var problems = new ProblemLog();

        return AsMap(new YamlDocument(file, problems).Read(text, maximum), problems) is { } document
            && ReadWorkload(document, file, problems) is { } workload
            && problems.IsEmpty
                ? workload
                : throw new WorkloadException(problems.Sorted());
    }

    private static Workload ReadWorkload(YamlMap document, string file, ProblemLog problems)
    {
        var upgraded = DeprecatedForms.Upgrade(document, problems);
        var workload = new WorkloadParser(upgraded, file, problems).Parse();
        return problems.IsEmpty ? workload with { Description = SelfContainedScore.Of(upgraded, workload) } : workload;
    }

    private static YamlMap? ReadDocument(string file, ProblemLog problems)
    {
        var bytes = ScoreFiles.ReadBytes(file, YamlDocument.MaximumBytes, out var problem);
        if (bytes is null)
        {
            problems.Add(file, 0, "", problem!);
            return null;
        }

        if (ScoreFiles.AsText(bytes) is { } text)
            return AsMap(new YamlDocument(file, problems).Read(text), problems);

        problems.Add(file, 0, "", "the file is not UTF-8 text; save it as UTF-8");
        return null;
    }

    private static YamlMap? AsMap(YamlNode? node, ProblemLog problems)
    {
        if (node is not null and not YamlMap)
            problems.Add(node, "", $"the file is {node.Kind}, expected a map with apiVersion, metadata and containers");

        return node as YamlMap;
    }
}

/// <summary>Reads files with the reason in words where that fails.</summary>
internal static class ScoreFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[]? ReadBytes(string file, int maximum, out string? problem)
    {
        problem = null;
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: var length } && length > maximum)
                problem = $"the file has {length} bytes, expected at most {maximum}; make it smaller";
            else
                return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = "the file does not exist; check the path";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"the file cannot be read: {exception.Message}";
        }

        return null;
    }

    /// <summary>The text, or null if the bytes are not UTF-8.</summary>
    public static string? AsText(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

namespace Slipway.Infra.Components.Aws;

/// <summary>The scripts of this target, as they stand in its Scripts folder.</summary>
internal static class Scripts
{
    /// <exception cref="InvalidOperationException">There is no script of that name.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream($"Aws/{name}")
            ?? throw new InvalidOperationException($"The script '{name}' is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.Collections.Immutable;

namespace Slipway.Infra.Components.Local;

/// <summary>The shell scripts of the local target, as they stand in the Scripts folder.</summary>
internal static class Scripts
{
    /// <summary>Runs a script as whoever runs the update.</summary>
    public static ImmutableArray<string> Caller { get; } = ["/bin/bash", "-euo", "pipefail", "-c"];

    /// <summary>Runs a script as another user, without a way back.</summary>
    public static ImmutableArray<string> As(string user) =>
        ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--no-new-privs", "--", .. Caller];

    /// <exception cref="InvalidOperationException">There is no script of that name.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream($"Scripts/{name}")
            ?? throw new InvalidOperationException($"The script '{name}' is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A word of a shell command that means exactly <paramref name="value"/>.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "'\\''")}'";
}

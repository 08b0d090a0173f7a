namespace Slipway.Infra.Components.Docker;

/// <summary>A word of a shell command that means exactly a value.</summary>
internal static class ShellWord
{
    public static string Quote(string value) => $"'{value.Replace("'", "'\\''")}'";
}

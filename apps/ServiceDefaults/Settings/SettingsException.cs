namespace Slipway.ServiceDefaults;

/// <summary>The configuration cannot be used. Names every problem found, each with its value and what to do.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

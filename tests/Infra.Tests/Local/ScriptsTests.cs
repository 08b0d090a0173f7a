using System.Diagnostics;
using Slipway.Infra.Components.Local;

namespace Infra.Tests.Local;

public sealed class ScriptsTests
{
    public static TheoryData<string> Names =>
        new(typeof(Scripts).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Scripts/", StringComparison.Ordinal)).Select(name => name["Scripts/".Length..]));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_is_well_formed(string name)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        bash.StandardInput.Write(Scripts.Read(name));
        bash.StandardInput.Close();
        var message = bash.StandardError.ReadToEnd();
        bash.WaitForExit();

        Assert.True(bash.ExitCode == 0, message);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("it's")]
    [InlineData("$(date) `id` \"x\" \\ ; & | > <\n second line")]
    public void A_quoted_word_reaches_the_program_unchanged(string word)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $"printf %s {Scripts.Quote(word)}"]) { RedirectStandardOutput = true })!;

        Assert.Equal(word, bash.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void A_script_that_is_not_there_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Scripts.Read("missing.sh"));

        Assert.Contains("missing.sh", error.Message);
    }
}

using Slipway.Engine.Secrets;

namespace Slipway.Engine.Tests.Secrets;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("the password is open sesame, really", "the password is [secret], really")]
    [InlineData("short ab stays", "short ab stays")]
    [InlineData("{\"p\":\"say \\\"friend\\\"\"}", "{\"p\":\"[secret]\"}")]
    [InlineData("open sesame twice hides whole", "[secret]s whole")]
    public void Secrets_are_hidden_inside_texts(string text, string shown)
    {
        var mask = new SecretMask();
        foreach (var secret in (string[])["open sesame", "ab", "say \"friend\"", "open sesame twice hide"]) mask.Add(secret);

        Assert.Equal(shown, mask.Apply(text));
    }

    [Fact]
    public void Lines_of_a_long_secret_are_hidden_one_by_one()
    {
        var mask = new SecretMask();
        mask.Add("-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----\n");

        Assert.Equal("line: [secret]", mask.Apply("line: MIIEvQIBADANBg"));
    }

    [Fact]
    public void Overlapping_secrets_are_hidden_altogether()
    {
        var mask = new SecretMask();
        mask.Add("first and second");
        mask.Add("second and third");

        Assert.Equal("it is [secret].", mask.Apply("it is first and second and third."));
    }

    [Fact]
    public void Ten_thousand_secrets_learnt_between_ten_thousand_messages_cost_little()
    {
        var mask = new SecretMask();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var index = 0; index < 10_000; index++)
        {
            mask.Add($"secret number {index:00000}");
            Assert.Equal($"{index} [secret]", mask.Apply($"{index} secret number {index:00000}"));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }
}

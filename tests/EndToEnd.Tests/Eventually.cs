namespace EndToEnd.Tests;

/// <summary>Waits for something that takes its time, with a ceiling no healthy machine reaches.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, string what, int seconds = 90)
    {
        var end = DateTime.UtcNow.AddSeconds(seconds);
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
                return seen;
            Assert.True(DateTime.UtcNow < end, $"{what} did not come about within {seconds} s; last seen: {seen}");
            await Task.Delay(500);
        }
    }
}

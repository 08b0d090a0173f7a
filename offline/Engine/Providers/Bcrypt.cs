using System.Numerics;
using System.Text;

namespace Slipway.Engine.Providers;

/// <summary>The password hash bcrypt, version 2a, as Provos and Mazières described it (USENIX 1999).</summary>
internal static class Bcrypt
{
    private const string Digits = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int LongestPassword = 72;
    private const int Subkeys = 18;
    private const int BoxWords = 4 * 256;

    /// <summary>Blowfish starts from the fraction of pi; computing it is shorter than a table of 1042 words.</summary>
    private static readonly Lazy<uint[]> Pi = new(FractionOfPi);

    public static string Hash(string password, byte[] salt, int cost = 10)
    {
        var key = Encoding.UTF8.GetBytes(password);
        // Further bytes have no influence, by the algorithm.
        key = [.. key.AsSpan(0, Math.Min(key.Length, LongestPassword)), 0];
        if (key.Length > LongestPassword) key = key[..LongestPassword];

        var p = Pi.Value[..Subkeys];
        var s = Pi.Value[Subkeys..];
        Expand(p, s, key, salt);
        var nothing = new byte[16];
        for (var round = 0L; round < 1L << cost; round++)
        {
            Expand(p, s, key, nothing);
            Expand(p, s, salt, nothing);
        }

        var text = "OrpheanBeholderScryDoubt"u8.ToArray();
        var words = new uint[6];
        var position = 0;
        for (var index = 0; index < words.Length; index++) words[index] = NextWord(text, ref position);
        for (var index = 0; index < words.Length; index += 2)
        {
            for (var round = 0; round < 64; round++) Encipher(p, s, ref words[index], ref words[index + 1]);
        }

        var hash = words.SelectMany(word => new[] { (byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word }).Take(23).ToArray();
        return $"$2a${cost:00}${Encode(salt)}{Encode(hash)}";
    }

    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var index = 0; index < bytes.Length; index += 3)
        {
            var first = bytes[index];
            var second = index + 1 < bytes.Length ? bytes[index + 1] : 0;
            var third = index + 2 < bytes.Length ? bytes[index + 2] : 0;
            text.Append(Digits[first >> 2]).Append(Digits[((first & 3) << 4) | (second >> 4)]);
            if (index + 1 < bytes.Length) text.Append(Digits[((second & 15) << 2) | (third >> 6)]);
            if (index + 2 < bytes.Length) text.Append(Digits[third & 63]);
        }

        return text.ToString();
    }

    private static void Expand(uint[] p, uint[] s, byte[] key, byte[] salt)
    {
        var position = 0;
        for (var index = 0; index < p.Length; index++) p[index] ^= NextWord(key, ref position);
        uint left = 0, right = 0;
        position = 0;
        for (var index = 0; index < p.Length; index += 2)
        {
            left ^= NextWord(salt, ref position);
            right ^= NextWord(salt, ref position);
            Encipher(p, s, ref left, ref right);
            (p[index], p[index + 1]) = (left, right);
        }

        for (var index = 0; index < s.Length; index += 2)
        {
            left ^= NextWord(salt, ref position);
            right ^= NextWord(salt, ref position);
            Encipher(p, s, ref left, ref right);
            (s[index], s[index + 1]) = (left, right);
        }
    }

    private static void Encipher(uint[] p, uint[] s, ref uint left, ref uint right)
    {
        var (l, r) = (left, right);
        for (var round = 0; round < 16; round += 2)
        {
            l ^= p[round];
            r ^= Mix(s, l);
            r ^= p[round + 1];
            l ^= Mix(s, r);
        }

        left = r ^ p[17];
        right = l ^ p[16];
    }

    private static uint Mix(uint[] s, uint x) =>
        ((s[x >> 24] + s[256 + ((x >> 16) & 255)]) ^ s[512 + ((x >> 8) & 255)]) + s[768 + (x & 255)];

    private static uint NextWord(byte[] bytes, ref int position)
    {
        uint word = 0;
        for (var index = 0; index < 4; index++)
        {
            word = (word << 8) | bytes[position];
            position = (position + 1) % bytes.Length;
        }

        return word;
    }

    private static uint[] FractionOfPi()
    {
        const int guardBits = 64;
        const int bits = (Subkeys + BoxWords) * 32;
        // Machin: pi = 16 arctan(1/5) - 4 arctan(1/239).
        var pi = (16 * ArcTangent(5)) - (4 * ArcTangent(239));
        var fraction = (pi >> guardBits) & ((BigInteger.One << bits) - 1);
        var bytes = fraction.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[bits / 8];
        bytes.CopyTo(padded.AsSpan(padded.Length - bytes.Length));
        var words = new uint[Subkeys + BoxWords];
        var position = 0;
        for (var index = 0; index < words.Length; index++) words[index] = NextWord(padded, ref position);
        return words;

        static BigInteger ArcTangent(int inverse)
        {
            var power = (BigInteger.One << (bits + guardBits)) / inverse;
            var sum = power;
            var square = inverse * inverse;
            for (var divisor = 3; !power.IsZero; divisor += 2)
            {
                power = -(power / square);
                sum += power / divisor;
            }

            return sum;
        }
    }
}

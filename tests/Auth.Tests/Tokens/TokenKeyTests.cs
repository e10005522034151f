using System.Security.Cryptography;
using Amplify.Tokens;
using static Amplify.Tests.Tokens.TokenForge;

namespace Amplify.Tests.Tokens;

public sealed class TokenKeyTests
{
    private static readonly RSAParameters _public = PoolKey.ExportParameters(includePrivateParameters: false);

    [Test]
    public void A_key_is_taken_from_parameters_and_from_a_JSON_Web_Key_alike()
    {
        var first = new TokenKey("k", PoolKey.ExportParameters(includePrivateParameters: true));
        var second = TokenKey.FromJwk("k", Base64Url(_public.Modulus!), Base64Url(_public.Exponent!));
        byte[] hash = SHA256.HashData("text"u8);
        byte[] signature = PoolKey.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.That(first.KeyId, Is.EqualTo("k"));
        Assert.That(first.KeySize, Is.EqualTo(2048));
        Assert.That(first.Verify(hash, signature), Is.True);
        Assert.That(second.Verify(hash, signature), Is.True);
        Assert.That(first.Verify(SHA256.HashData("other"u8), signature), Is.False);
        Assert.That(first.Verify(hash, [.. signature, 0]), Is.False);
        Assert.That(first.Verify(hash, []), Is.False);
        Assert.That($"{first}", Is.EqualTo("RSA key 'k', 2048 bits"));
    }

    [Test]
    public void Zeros_in_front_of_the_numbers_do_not_count()
    {
        var key = new TokenKey("k", new RSAParameters { Modulus = [0, 0, .. _public.Modulus!], Exponent = [0, .. _public.Exponent!] });
        byte[] hash = SHA256.HashData("text"u8);

        Assert.That(key.KeySize, Is.EqualTo(2048));
        Assert.That(key.Verify(hash, PoolKey.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), Is.True);
    }

    [Test]
    public void A_short_key_is_refused()
    {
        using var weak = RSA.Create(1024);

        Assert.That(() => new TokenKey("k", weak.ExportParameters(false)), Throws.ArgumentException.With.Property("ParamName").EqualTo("publicKey"));
    }

    [Test]
    public void A_modulus_of_2047_bits_is_refused()
    {
        byte[] modulus = [.. _public.Modulus!];
        modulus[0] = 0x7F;

        Assert.That(() => new TokenKey("k", new RSAParameters { Modulus = modulus, Exponent = _public.Exponent }), Throws.ArgumentException);
    }

    [Test]
    public void An_absurdly_long_modulus_is_refused()
    {
        byte[] modulus = new byte[1025];
        modulus[0] = modulus[^1] = 1;

        Assert.That(() => new TokenKey("k", new RSAParameters { Modulus = modulus, Exponent = _public.Exponent }), Throws.ArgumentException);
    }

    [Test]
    public void An_even_modulus_is_refused()
    {
        byte[] modulus = [.. _public.Modulus![..^1], 0];

        Assert.That(() => new TokenKey("k", new RSAParameters { Modulus = modulus, Exponent = _public.Exponent }), Throws.ArgumentException);
    }

    [TestCase(new byte[] { })]
    [TestCase(new byte[] { 0 })]
    [TestCase(new byte[] { 1 })]
    [TestCase(new byte[] { 2 })]
    [TestCase(new byte[] { 1, 0, 0, 0, 1 })]
    public void An_exponent_that_makes_no_safe_key_is_refused(byte[] exponent)
    {
        Assert.That(() => new TokenKey("k", new RSAParameters { Modulus = _public.Modulus, Exponent = exponent }), Throws.ArgumentException);
    }

    [Test]
    public void Missing_values_are_the_callers_mistakes()
    {
        Assert.That(() => new TokenKey(null!, _public), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("keyId"));
        Assert.That(() => new TokenKey("", _public), Throws.ArgumentException.With.Property("ParamName").EqualTo("keyId"));
        Assert.That(() => new TokenKey("k", default), Throws.ArgumentException);
        Assert.That(() => TokenKey.FromJwk("k", "", "AQAB"), Throws.ArgumentException.With.Property("ParamName").EqualTo("modulus"));
        Assert.That(() => TokenKey.FromJwk("k", "a+/=", "AQAB"), Throws.ArgumentException.With.Property("ParamName").EqualTo("modulus"));
        Assert.That(() => TokenKey.FromJwk("k", Base64Url(_public.Modulus!), "A"), Throws.ArgumentException.With.Property("ParamName").EqualTo("exponent"));
    }
}

using Amplify.Testing;

namespace Amplify.Tests.Mfa;

/// <summary>What goes into the QR code: the Key URI format, encoded.</summary>
public sealed class TotpSetUpTests
{
    private static readonly TotpSetUp _setUp = TestResults.TotpSetUp(new Secret("JBSWY3DPEHPK3PXP"), "ana@example.com");

    [Test]
    public void The_URI_names_issuer_account_and_secret()
    {
        Assert.That(_setUp.GetUri("Acme").Reveal(), Is.EqualTo("otpauth://totp/Acme:ana%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Acme"));
        Assert.That(_setUp.GetUri("Acme", "ben").Reveal(), Is.EqualTo("otpauth://totp/Acme:ben?secret=JBSWY3DPEHPK3PXP&issuer=Acme"));
    }

    [TestCase("Acme Photos", "Acme%20Photos")]
    [TestCase("A&B = 100%?", "A%26B%20%3D%20100%25%3F")]
    [TestCase("Fjäll/日本#1", "Fj%C3%A4ll%2F%E6%97%A5%E6%9C%AC%231")]
    public void What_would_end_a_part_early_is_encoded(string name, string encoded)
    {
        string uri = _setUp.GetUri(name, name).Reveal();

        Assert.That(uri, Is.EqualTo($"otpauth://totp/{encoded}:{encoded}?secret=JBSWY3DPEHPK3PXP&issuer={encoded}"));
        Assert.That(Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed), Is.True);
        Assert.That(Uri.UnescapeDataString(parsed!.AbsolutePath), Is.EqualTo($"/{name}:{name}"));
        Assert.That(parsed.Query.Split('&'), Has.Length.EqualTo(2));
    }

    [Test]
    public void The_first_colon_ends_the_issuer()
    {
        Assert.That(() => _setUp.GetUri("Acme: Photos"), Throws.ArgumentException.With.Property("ParamName").EqualTo("issuer"));
        Assert.That(_setUp.GetUri("Acme", "urn:ana").Reveal(), Does.StartWith("otpauth://totp/Acme:urn%3Aana?"));
    }

    [Test]
    public void Empty_parts_are_refused()
    {
        Assert.That(() => _setUp.GetUri(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("issuer"));
        Assert.That(() => _setUp.GetUri(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("issuer"));
        Assert.That(() => _setUp.GetUri("Acme", ""), Throws.ArgumentException.With.Property("ParamName").EqualTo("accountName"));
    }

    [Test]
    public void Nothing_of_it_prints() => Assert.That($"{_setUp} {_setUp.GetUri("Acme")}", Does.Not.Contain("JBSW").And.Not.Contain("otpauth"));
}

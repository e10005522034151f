using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>Names that try to break out of the otpauth URI.</summary>
public sealed class OtpauthAttackTests
{
    private static readonly string[] _names =
    [
        "100%", "%3A", "%00", "a:b", "a/b", "a?b", "a#b", "a&issuer=Evil", "a&secret=AAAA", "a b", "a+b", "Ünïcødé", "😀", "👩‍👩‍👧", "\u202eevil", "a\r\nb", "\0",
        "ana@example.com", "\"quoted\"", "<b>", "\ud800", new string('x', 5000),
    ];

    [TestCaseSource(nameof(_names))]
    public async Task A_name_stays_what_it_is_in_the_uri(string name)
    {
        TotpSetUp setUp = await SetUpAsync();

        foreach ((string issuer, string account) in new[] { ("Acme", name), (name, "ana") }.Where(p => !p.Item1.Contains(':')))
        {
            string uri = setUp.GetUri(issuer, account).Reveal();

            Assert.That(uri, Does.StartWith("otpauth://totp/").And.Match("^[!-~]*$"));
            string[] parts = uri["otpauth://totp/".Length..].Split('?');
            Assert.That(parts, Has.Length.EqualTo(2));
            string[] label = parts[0].Split(':');
            Assert.That(label.Select(Uri.UnescapeDataString), Is.EqualTo(new[] { Whole(issuer), Whole(account) }));
            (string Key, string Value)[] query = [.. parts[1].Split('&').Select(p => p.Split('=')).Select(p => (p[0], Uri.UnescapeDataString(p[1])))];
            Assert.That(query, Is.EqualTo(new[] { ("secret", "JBSWY3DPEHPK3PXP"), ("issuer", Whole(issuer)) }));
            Assert.That(uri, Does.Not.Contain("#"));
        }
    }

    [TestCase("a:b")]
    [TestCase("")]
    [TestCase(null)]
    public async Task An_issuer_that_cannot_be_one_is_refused(string? issuer)
    {
        TotpSetUp setUp = await SetUpAsync();

        Assert.That(() => setUp.GetUri(issuer!), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("issuer"));
    }

    [Test]
    public async Task A_set_up_shows_its_secret_to_nobody_who_does_not_ask()
    {
        TotpSetUp setUp = await SetUpAsync();

        Assert.That($"{setUp} {setUp.SharedSecret} {setUp.GetUri("Acme")}", Does.Not.Contain("JBSWY3DP"));
    }

    private static async Task<TotpSetUp> SetUpAsync()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.AssociateSoftwareTokenAsync(It.IsAny<AssociateSoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AssociateSoftwareTokenResponse { SecretCode = "JBSWY3DPEHPK3PXP" });
        return await world.Auth.Mfa.SetUpTotpAsync();
    }

    /// <summary>Half a character is none.</summary>
    private static string Whole(string name) => name == "\ud800" ? "\ufffd" : name;
}

using System.Text.Json.Nodes;
using Amplify.Tests.Support;
using Amplify.Tokens;
using static Amplify.Tests.Tokens.TokenForge;

namespace Amplify.Tests.Tokens;

/// <summary>
/// Our verifier beside System.IdentityModel.Tokens.Jwt: both judge the same thousands of tokens, and may differ only where we are
/// <see cref="StricterByDesign"/>. We never accept what it refuses.
/// </summary>
public sealed class DifferentialTests
{
    private const int Tokens = 6000;

    private readonly TokenVerifier _verifier = new(Settings, new KnownKeys());
    private readonly JwtOracle _oracle = new();

    [Test]
    public async Task Both_judge_every_token_alike_unless_we_are_stricter_by_design()
    {
        var mutator = new TokenMutator(new Seeded("differential"));
        var stricter = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < Tokens; i++)
        {
            (string token, TokenUse use) = mutator.Next();
            bool ours = await Accepts(token, use, Now);
            bool theirs = _oracle.Accepts(token, use, Now);
            string? design = StricterByDesign.Of(token, use, Now);
            if (design is not null)
            {
                Assert.That(ours, Is.False, () => $"#{i}: accepted although {design}: {Show(token)}");
                stricter[design] = stricter.GetValueOrDefault(design) + (theirs ? 1 : 0);
                continue;
            }

            Assert.That(ours, Is.EqualTo(theirs), () => $"#{i} ({use}), ours against theirs: {Show(token)}");
            _ = ours ? accepted++ : refused++;
        }

        TestContext.Out.WriteLine($"both accepted {accepted}, both refused {refused}");
        foreach ((string design, int count) in stricter)
        {
            TestContext.Out.WriteLine($"stricter, {design}: {count} that the other took");
        }

        Assert.That(accepted, Is.GreaterThan(Tokens / 10), "enough good tokens to notice a verifier that refuses all");
        Assert.That(refused, Is.GreaterThan(Tokens / 10), "enough bad tokens to notice one that accepts all");
        Assert.That(stricter.Where(entry => entry.Value > 0).Select(entry => entry.Key), Is.EquivalentTo(StricterByDesign.All), "every class is one where the two really differ");
    }

    [TestCase(-100_000)]
    [TestCase(-3600)]
    [TestCase(-300)]
    [TestCase(-60)]
    [TestCase(60)]
    [TestCase(300)]
    [TestCase(3600)]
    public async Task Both_judge_times_alike_by_the_machines_clock(int seconds)
    {
        // Here the library compares by itself; a minute is far from the limit, whenever the test runs.
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        JsonObject expiring = IdClaims().With("iat", now.ToUnixTimeSeconds() - 200_000).With("exp", now.ToUnixTimeSeconds() + seconds);
        JsonObject beginning = IdClaims().With("iat", now.ToUnixTimeSeconds()).With("exp", now.ToUnixTimeSeconds() + 7200).With("nbf", now.ToUnixTimeSeconds() + seconds);
        foreach (string token in new[] { Sign(expiring), Sign(beginning) })
        {
            Assert.That(await Accepts(token, TokenUse.Id, now), Is.EqualTo(_oracle.AcceptsNow(token, TokenUse.Id)));
        }
    }

    private async Task<bool> Accepts(string token, TokenUse use, DateTimeOffset now)
    {
        try
        {
            await _verifier.VerifySignatureAsync(_verifier.CheckClaims(token, use, now), CancellationToken.None);
            return true;
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.InvalidToken)
        {
            return false;
        }
    }

    private static string Show(string token)
    {
        string[] parts = token.Split('.');
        return parts.Length == 3 && StricterByDesign.Of(token, TokenUse.Id, Now) != StricterByDesign.Encoding
            ? $"{System.Text.Encoding.UTF8.GetString(FromBase64Url(parts[0]))} {System.Text.Encoding.UTF8.GetString(FromBase64Url(parts[1]))}"
            : token;
    }
}

using Amplify.Tokens;

namespace Amplify.Tests.Tokens;

internal static class Refusal
{
    /// <summary>Asserts that one of the two halves refuses the token, names the check and repeats nothing of the token.</summary>
    public static void Assert(TokenVerifier verifier, string token, string check, TokenUse use = TokenUse.Id)
    {
        AuthException? refusal = NUnit.Framework.Assert.CatchAsync<AuthException>(async () =>
        {
            ParsedToken parsed = verifier.CheckClaims(token, use, TokenForge.Now);
            await verifier.VerifySignatureAsync(parsed, CancellationToken.None);
        });

        NUnit.Framework.Assert.That(refusal!.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        NUnit.Framework.Assert.That(refusal.IsTransient, Is.False);
        NUnit.Framework.Assert.That(refusal.Message, Does.Contain(check));
        foreach (string part in (token ?? "").Split('.').Where(part => part.Length > 8))
        {
            NUnit.Framework.Assert.That(refusal.ToString(), Does.Not.Contain(part));
        }

        NUnit.Framework.Assert.That(refusal.ToString(), Does.Not.Contain("ana@example.com").And.Not.Contain(TokenForge.Subject));
    }
}

using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <content>Passkeys, and what they are made with.</content>
internal sealed partial class ModelWorld
{
    /// <summary>One authenticator for each handle. The first handle's engine has its own at hand, the others' applications have to ask theirs.</summary>
    public IReadOnlyList<ModelAuthenticator> Authenticators { get; } = [.. _names.Select(_ => new ModelAuthenticator())];

    /// <summary>What an application holds of a registration that was begun.</summary>
    public string? CreationOptions { get; set; }

    /// <summary>Answers a passkey step by the first authenticator that can.</summary>
    public string UsePasskey(string requestOptions, bool isGenuine) => Authenticators.First(authenticator => authenticator.Fits(requestOptions)).Get(requestOptions, isGenuine);

    /// <summary>The id of a user's first or last passkey; of none where there is none.</summary>
    public string PasskeyOf(string user, bool oldest) => Pool.FindUser(user)?.Passkeys is { Count: > 0 } passkeys ? passkeys[oldest ? 0 : ^1].CredentialId : "none";

    /// <summary>Where passkeys were made.</summary>
    public string DescribePasskeys(IEnumerable<string> credentialIds) =>
        PasskeyRules.Describe(credentialIds.Select(id => NameOf(Authenticators.ToList().FindIndex(authenticator => authenticator.Has(id)))));

    /// <summary>Before the run: Ana has a passkey, made by somebody else's engine with the first handle's authenticator.</summary>
    private async Task RegisterAnasPasskeyAsync()
    {
        await using var before = new Auth(Options(), new AuthServices { TimeProvider = Cognito.Clock, PasskeyAuthenticator = Authenticators[0] });
        SignInResult result = await before.SignInAsync("ana", Passwords.First, new SignInOptions { Flow = SignInFlow.UserPassword });
        if (!result.IsSignedIn)
        {
            throw new Disagreement("Ana cannot sign in before the run.");
        }

        await before.Passkeys.AssociateAsync();
    }
}

using System.Text.Json;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>An authenticator without a finger, of Chromium's own: it belongs to one page, and answers at once unless it is told not to.</summary>
internal sealed class VirtualAuthenticator
{
    private const string Create = "async options => JSON.stringify(await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options)) }))";
    private readonly IPage _page;
    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualAuthenticator(IPage page, ICDPSession session, string id)
    {
        _page = page;
        _session = session;
        _id = id;
    }

    public static async Task<VirtualAuthenticator> PlugInAsync(IPage page)
    {
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        JsonElement? added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualAuthenticator(page, session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Makes a passkey of the user who is signed in. The page has to be one of the relying party's.</summary>
    public async Task RegisterAsync(IAuth auth)
    {
        string options = await auth.Passkeys.BeginRegistrationAsync();
        await auth.Passkeys.CompleteRegistrationAsync(await _page.EvaluateAsync<string>(Create, options));
    }

    /// <summary>Puts copies of its passkeys, as they were when they were made, in the place of its passkeys.</summary>
    public async Task GoBackAsync()
    {
        var owner = new Dictionary<string, object> { ["authenticatorId"] = _id };
        JsonElement? kept = await _session.SendAsync("WebAuthn.getCredentials", owner);
        await _session.SendAsync("WebAuthn.clearCredentials", owner);
        foreach (JsonElement credential in kept!.Value.GetProperty("credentials").EnumerateArray())
        {
            var copy = credential.EnumerateObject().ToDictionary(property => property.Name, property => (object)property.Value);
            copy["signCount"] = 0;
            await _session.SendAsync("WebAuthn.addCredential", new Dictionary<string, object> { ["authenticatorId"] = _id, ["credential"] = copy });
        }
    }

    /// <summary>Whether somebody touches it when it asks.</summary>
    public Task TouchAsync(bool touched) =>
        _session.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new Dictionary<string, object> { ["authenticatorId"] = _id, ["enabled"] = touched });

    /// <summary>Whether it finds that whoever touches it is its owner; where it does not, the browser says no.</summary>
    public Task RecogniseAsync(bool recognised) =>
        _session.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = _id, ["isUserVerified"] = recognised });
}
